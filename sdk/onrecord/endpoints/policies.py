"""What can be asked about the policy."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import policies as p
from onrecord.wire.page import Page
from onrecord.wire.policy_sources import PolicySource, ReadPolicySource, WritePolicySource
from onrecord.wire.policy_trials import PolicyTrial, TrialPolicy


GET_POLICY = Endpoint("policy.get", "GET", "/policy", p.GetPolicy, p.PolicyView, writes=False)
ACKNOWLEDGE_POLICY = Endpoint(
    "policy.acknowledge",
    "PUT",
    "/policy/acknowledgement",
    p.AcknowledgePolicy,
    p.PolicyView,
    writes=True,
)
LIST_POLICIES = Endpoint(
    "policies.list", "GET", "/policies", p.ListPolicies, Page[p.PolicyVersion], writes=False
)
GET_POLICY_VERSION = Endpoint(
    "policies.get",
    "GET",
    "/policies/{version}",
    p.GetPolicyVersion,
    p.PolicyVersionDetail,
    writes=False,
)
CHECK_POLICY = Endpoint(
    "policies.check",
    "POST",
    "/policy/check",
    p.CheckPolicy,
    p.PolicyCheck,
    writes=False,
    costly=True,
)
READ_POLICY_SOURCE = Endpoint(
    "policies.read",
    "POST",
    "/policy/source",
    ReadPolicySource,
    PolicySource,
    writes=False,
    costly=True,
)
WRITE_POLICY_SOURCE = Endpoint(
    "policies.write",
    "POST",
    "/policy/yaml",
    WritePolicySource,
    PolicySource,
    writes=False,
    costly=True,
)
LIST_POLICY_STARTS = Endpoint(
    "policies.starts",
    "GET",
    "/policy/starts",
    p.ListPolicyStarts,
    p.PolicyStarts,
    writes=False,
)
DRAFT_POLICY = Endpoint(
    "policies.draft",
    "POST",
    "/policies",
    p.DraftPolicy,
    p.PolicyVersionDetail,
    writes=True,
    status=201,
)
REVISE_POLICY = Endpoint(
    "policies.revise",
    "PUT",
    "/policies/{version}",
    p.RevisePolicy,
    p.PolicyVersionDetail,
    writes=True,
)
PROPOSE_POLICY = Endpoint(
    "policies.propose",
    "POST",
    "/policies/{version}/proposal",
    p.ProposePolicy,
    p.PolicyVersion,
    writes=True,
)
APPROVE_POLICY = Endpoint(
    "policies.approve",
    "POST",
    "/policies/{version}/approvals",
    p.ApprovePolicy,
    p.PolicyVersion,
    writes=True,
)
TRIAL_POLICY = Endpoint(
    "policies.trial",
    "POST",
    "/policies/{version}/trial",
    TrialPolicy,
    PolicyTrial,
    writes=True,
)
WITHDRAW_POLICY = Endpoint(
    "policies.withdraw",
    "POST",
    "/policies/{version}/withdrawal",
    p.WithdrawPolicy,
    p.PolicyVersion,
    writes=True,
)
