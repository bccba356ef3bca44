"""The one way a proof is refused: `ProofError`, told apart by its stable `code`."""

from onrecord.errors import OnRecordError


class ProofError(OnRecordError, ValueError):
    """Says that something handed in as evidence does not prove what it claims.

    Codes: `not_canonical`, `key_malformed`, `note_malformed`, `checkpoint_malformed`,
    `proof_malformed`, `signature_invalid`, `signature_missing`, `inclusion_invalid`,
    `consistency_invalid`, `commitment_mismatch`, `percent_refused`, `seed_differs`, `sample_differs`.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
