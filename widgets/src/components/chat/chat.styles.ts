import { css } from "lit";

/** One pane below 560 px, two to 960, three above. */
export const chatStyles = css`
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
  .choose,
  .alone {
    display: flex;
    block-size: 100%;
    overflow: auto;
  }
  onrecord-starter {
    position: absolute;
  }
  @container (width < 560px) {
    [data-view="list"] > :is(onrecord-room, .choose),
    [data-view="room"] > onrecord-list,
    [data-view="details"] > :is(onrecord-list, onrecord-room) {
      display: none;
    }
  }
  @container (560px <= width < 960px) {
    .panes {
      grid-template-columns: clamp(220px, 36%, 300px) minmax(0, 1fr);
    }
    [data-view="details"] > onrecord-room {
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
      grid-template-columns: 320px minmax(0, 1fr);
    }
    [data-view="details"] {
      grid-template-columns: 320px minmax(0, 1fr) 300px;
    }
  }
  @media (forced-colors: active) {
    .panes > * + * {
      border-inline-start: 1px solid CanvasText;
    }
  }
`;
