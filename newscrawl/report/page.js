"use strict";
/* Draws the charts of the report from the data that the page holds. */
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const shown = (number) => number.toLocaleString("en");

  /* Horizontal bars, the first at the top. `series` has {name, values}; the bars of one row stand one behind the other. */
  function rows(id, labels, series) {
    const box = document.getElementById(id);
    if (!box || !labels.length) return;
    box.style.height = `${labels.length * 30 + 34}px`;
    const totals = labels.map((_, row) => series.reduce((sum, one) => sum + one.values[row], 0)).reverse();
    const chart = new Chartist.BarChart(box, {
      labels: [...labels].reverse(),
      series: series.map((one) => ({ className: `s-${one.name}`, data: [...one.values].reverse() })),
    }, {
      horizontalBars: true, stackBars: true,
      axisX: { onlyInteger: true, scaleMinSpace: 60, labelInterpolationFnc: shown },
      axisY: { offset: Math.min(190, box.clientWidth * 0.42), showGrid: false },
      chartPadding: { top: 4, right: 52, bottom: 0, left: 0 },
    });
    const ends = new Map();
    chart.on("draw", (drawn) => {
      if (drawn.type === "bar") ends.set(drawn.index, { x: Math.max(drawn.x2, ends.get(drawn.index)?.x ?? 0), y: drawn.y2 });
    });
    chart.on("created", (made) => {
      for (const [row, end] of ends) made.svg.elem("text", { x: end.x + 7, y: end.y + 4 }, "value").text(shown(totals[row]));
      ends.clear();
    });
  }

  /* Vertical bars, such as those of hours. */
  function columns(id, labels, series, every) {
    const box = document.getElementById(id);
    if (!box || !labels.length) return;
    box.style.height = "210px";
    const chart = new Chartist.BarChart(box, {
      labels,
      series: series.map((one) => ({ className: `s-${one.name}`, data: one.values })),
    }, {
      stackBars: true,
      axisX: { showGrid: false, labelInterpolationFnc: (label, index) => (index % every(box.clientWidth) ? null : label) },
      axisY: { onlyInteger: true, offset: 38, labelInterpolationFnc: shown },
      chartPadding: { top: 18, right: 16, bottom: 0, left: 0 },
    });
    chart.on("draw", (drawn) => {
      if (drawn.type !== "bar") return;
      const width = Math.max(2, Math.min(30, (box.clientWidth - 45) / labels.length * 0.72));
      drawn.element.attr({ style: `stroke-width: ${width}px` });
    });
  }

  const verdicts = (list) => ["whole", "truncated", "unknown"].map((name) => ({ name, values: list.map((one) => one[name]) }));
  const group = (name, list) => ({ name, values: list.map((one) => (one.kind === name ? one.count : 0)) });

  rows("outcomes", data.outcomes.map((one) => one.reason),
    ["error", "truncated", "skipped"].map((name) => group(name, data.outcomes)));
  rows("sites", data.sites.map((one) => one.name), verdicts(data.sites));
  rows("sections", data.sections.map((one) => one.name), verdicts(data.sections));
  rows("repairs", data.repairs.map((one) => one.rule), [{ name: "plain", values: data.repairs.map((one) => one.count) }]);
  columns("published", data.published.map((one) => one.label), verdicts(data.published),
    (width) => Math.max(1, Math.ceil(data.published.length * 62 / width)));
  columns("confidence", data.confidence.map((_, index) => `.${index}`),
    [{ name: "plain", values: data.confidence }], () => 1);
})();
