import { css } from "lit";

/** What stands beside each other. */
export const paneStyles = css`
  :host {
    display: block;
    block-size: 100%;
    min-block-size: 320px;
    overflow: hidden;
    container-type: inline-size;
    contain: layout style;
  }
  .panes {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    block-size: 100%;
  }
  .panes > * {
    min-inline-size: 0;
    min-block-size: 0;
  }
  .side {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
  }
`;

/** One pane below 560 px, two to 960, three above. */
export const chatStyles = css`
  .choose,
  .alone {
    display: flex;
    block-size: 100%;
    overflow: auto;
  }
  @container (width < 560px) {
    [data-view="list"] > :is(onrecord-room, .choose),
    [data-view="room"] > onrecord-list,
    [data-view="side"] > :is(onrecord-list, onrecord-room, .choose) {
      display: none;
    }
  }
  @container (560px <= width < 960px) {
    .panes {
      grid-template-columns: clamp(220px, 36%, 300px) minmax(0, 1fr);
    }
    [data-view="side"] > :is(onrecord-room, .choose) {
      display: none;
    }
  }
  @container (width >= 560px) {
    onrecord-room {
      --_back: none;
    }
  }
  @container (width >= 960px) {
    .panes {
      grid-template-columns: minmax(280px, 320px) minmax(0, 1fr);
    }
    [data-view="side"] {
      grid-template-columns: minmax(260px, 320px) minmax(0, 1fr) clamp(300px, 27%, 400px);
    }
  }
  @media (forced-colors: active) {
    .panes > * + * {
      border-inline-start: 1px solid CanvasText;
    }
  }
`;
