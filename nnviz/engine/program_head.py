"""How a training program over arrays computes a loss: its gradient at every step, its value for all steps of a call at once."""

from nnviz.engine.program_code import called, renamed
from nnviz.engine.program_text import Text


def write_head(text: Text) -> None:
    """Writes the lines that lead from the last layer's out to the gradient of the loss by it, ``d`` and its number."""
    last = len(text.chain.layers) - 1
    top, gradient = f"y{last}", f"d{last}"
    columns = text.count if text.chain.loss == "cross_entropy" and text.one_hot else text.entries
    if text.chain.loss == "cross_entropy":
        _cross_entropy(text, top, gradient)
    elif text.chain.loss == "hinge":
        _hinge(text, top, gradient)
    else:
        _entry_by_entry(text, top, gradient, f"t{last}_")
    text.after.insert(0, "of_each = E[:len(batches)]")
    shape = f"(1, {text.count})" if columns == text.count != text.entries else f"({text.outputs}, {text.count})"
    text.setup.insert(0, f"E = ones(({text.rows}, {columns}), {text.dtype!r})  # of each step what its loss is computed from")
    text.setup.insert(1, f"kept = [row.reshape{shape} for row in E]")


def _entry_by_entry(text: Text, top: str, gradient: str, scratch: str) -> None:
    rule, names = text.chain.loss_rule, {"o": top, "t": "t"}
    text.assign("e", rule.entry, names, scratch, text.chain.loss)
    if rule.slope == "e" and not text.divides:
        text.delta = "e"
    else:
        slope = f"({rule.slope}) * {_mean(text)}" if text.divides else rule.slope
        text.assign(gradient, slope, {**names, "e": "e"}, scratch)
    text.after.append(f"of_each = {renamed(rule.share, {'e': 'of_each'})}")
    text.use(*called(rule.share))
    if rule.is_less_product:
        _keep_product(text, top)
    _sum_up(text, " - array(chosen)" if rule.is_less_product else "")


def _mean(text: Text) -> str:
    return f"(1 / {text.count})"


def _take_mean(text: Text, gradient: str) -> None:
    if text.divides:
        text.line(f"multiply({gradient}, {text.constant(_mean(text))}, {gradient})", "multiply", "the mean over examples")


def _keep_product(text: Text, array: str) -> None:
    """Keeps, at every step, how much of an array the targets choose."""
    text.before.append("chosen = []")
    text.line(f"chosen.append(vdot(t, {array}))", "vdot")


def _sum_up(text: Text, less: str) -> None:
    text.use("add")
    text.after.append(f"losses = ((add.reduce(of_each, 1){less}) / {text.count}).tolist()")


def _cross_entropy(text: Text, top: str, gradient: str) -> None:
    outputs, count, dtype = text.outputs, text.count, text.dtype
    text.setup += [
        f"m = zeros((1, {count}), {dtype!r})", "m_row = m[0]", f"classes = ones((1, {outputs}), {dtype!r})",
    ]
    text.use("log")
    text.line(f"maximum.reduce({top}, 0, None, m_row)", "maximum", "softmax, without overflow")
    text.line(f"subtract({top}, m_row, {gradient})", "subtract")
    if text.one_hot:
        _keep_product(text, gradient)
        text.line(f"exp({gradient}, {gradient})", "exp")
        text.line(f"dot(classes, {gradient}, e)", "dot")
        text.line(f"divide({gradient}, e, {gradient})", "divide")
        text.after += ["of_each = log(of_each)"]
        _sum_up(text, " - array(chosen)")
    else:
        text.setup += [f"totals = zeros((1, {count}), {dtype!r})", "totals_row = totals[0]"]
        text.line("dot(classes, t, totals)", "dot", "targets need not add up to 1")
        text.before.append("chosen = []")
        text.line(f"share = vdot(t, {gradient})", "vdot")
        text.line(f"exp({gradient}, {gradient})", "exp")
        text.line(f"dot(classes, {gradient}, m)", "dot")
        text.line(f"divide({gradient}, m, {gradient})", "divide")
        text.line(f"multiply({gradient}, totals, {gradient})", "multiply")
        text.line("log(m, m)", "log")
        text.loop.append("chosen.append(dot(totals_row, m_row) - share)")
        text.after.append(f"losses = (array(chosen) / {count}).tolist()")
    text.line(f"subtract({gradient}, t, {gradient})", "subtract")
    _take_mean(text, gradient)


def _hinge(text: Text, top: str, gradient: str) -> None:
    outputs, count, dtype = text.outputs, text.count, text.dtype
    text.setup += [
        f"m = zeros((1, {count}), {dtype!r})", f"classes = ones((1, {outputs}), {dtype!r})",
        f"others = zeros(({outputs}, {count}), {dtype!r})",
    ]
    one, zero = text.constant("1"), text.constant("0")
    text.line(f"subtract({one}, t, others)", "subtract", "hinge: the margin of every class but the target's")
    text.line(f"multiply({top}, t, e)", "multiply")
    text.line("dot(classes, e, m)", "dot")
    text.line(f"subtract({top}, m, e)", "subtract")
    text.line(f"add(e, {one}, e)", "add")
    text.line(f"heaviside(e, {zero}, out={gradient})", "heaviside")
    text.line(f"multiply({gradient}, others, {gradient})", "multiply")
    text.line(f"multiply(e, {gradient}, e)", "multiply")
    text.line(f"dot(classes, {gradient}, m)", "dot", "missed margins count against the target")
    text.line("multiply(m, t, others)", "multiply")
    text.line(f"subtract({gradient}, others, {gradient})", "subtract")
    _take_mean(text, gradient)
    _sum_up(text, "")
