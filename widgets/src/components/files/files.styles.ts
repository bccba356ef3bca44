import { css } from "lit";

export const filesStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 4px;
    min-inline-size: 0;
    margin-block: 4px;
  }
  .pictures {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .picture {
    display: block;
    min-inline-size: 0;
    max-inline-size: 320px;
    padding: 0;
    border: 0;
    border-radius: var(--_r-s);
    background: var(--_surface-3);
    overflow: hidden;
    cursor: zoom-in;
  }
  .picture :is(img, canvas) {
    display: block;
    inline-size: auto;
    block-size: auto;
    max-inline-size: 100%;
    max-block-size: 320px;
    min-inline-size: 44px;
    min-block-size: 44px;
    object-fit: cover;
  }
  .many .picture {
    flex: 1 1 96px;
    max-inline-size: 176px;
  }
  .many .picture :is(img, canvas) {
    inline-size: 100%;
    block-size: 132px;
  }
  .row {
    display: flex;
    align-items: center;
    gap: 8px;
    inline-size: min(320px, 100%);
    min-block-size: max(48px, var(--_target));
    padding: 4px 12px 4px 4px;
    border: 1px solid var(--_line);
    border-radius: var(--_r-s);
    background: var(--_surface);
    color: var(--_text);
    font: var(--_t2);
    text-align: start;
    cursor: pointer;
  }
  .caption {
    max-inline-size: 320px;
    font: var(--_t2);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .row:hover {
    border-color: var(--_edge);
  }
  .kind {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 40px;
    block-size: 40px;
    border-radius: var(--_r-s);
    background: var(--_surface-3);
    color: var(--_muted);
  }
  .what {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
  }
  .name {
    font-weight: 600;
  }
  .size {
    color: var(--_muted);
    font: var(--_t1);
    font-variant-numeric: tabular-nums;
  }
`;
