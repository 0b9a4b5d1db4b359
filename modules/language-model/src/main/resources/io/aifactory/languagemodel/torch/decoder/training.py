  # --- training -------------------------------------------------------------------------------

  # x: [..., heads, hd]; rotation: complex, broadcast to [..., heads, hd / 2]
  def rotated(self: __torch__.Decoder, x: Tensor, rotation: Tensor) -> Tensor:
    pairs = torch.view_as_complex(x.unflatten(-1, [-1, 2]))
    return torch.view_as_real(pairs * rotation).flatten(-2)

  # Keys or values [B, T, K, hd] for H query heads, as [B, H, T, hd]. Repeated here, because asking
  # attention itself to share them rules out its fused kernel on the CPU.
  def by_head(self: __torch__.Decoder, x: Tensor, heads: int) -> Tensor:
    share = heads // x.size(2)
    if share > 1:
      x = x.unsqueeze(3).expand(-1, -1, -1, share, -1).flatten(2, 3)
    return x.transpose(1, 2)

  # Final hidden states [B T, D] of tokens [B, T], without windows and with one rotation
  def hidden(self: __torch__.Decoder, ids: Tensor, layers: int, heads: int, groups: int, w: List[Tensor], tables: List[Tensor]) -> Tensor:
    places : List[int] = tables[0].tolist()
    c : List[float] = tables[1].tolist()
    rotation = torch.view_as_complex(tables[2][:ids.size(1)]).unsqueeze(1)
    x = self.embedded(ids.reshape(-1), w, c)
    runs : List[int] = []
    picks : List[Tensor] = []
    for layer in range(layers):
      at = 4 + 21 * layer
      qkv = self.projected(x, heads, groups, w, places, at, c, runs, picks).view(ids.size(0), ids.size(1), heads + 2 * groups, -1)
      qk, v, = torch.split_with_sizes(qkv, [heads + groups, groups], 2)
      q, k, = torch.split_with_sizes(self.rotated(qk, rotation), [heads, groups], 2)
      out = self.attend(q.transpose(1, 2), self.by_head(k, heads), self.by_head(v, heads), None, True, c)
      x = self.completed(x, out.transpose(1, 2).reshape(x.size(0), -1), w, places, at, c, runs, picks)
    return self.norm(x, w[places[1]], c[0])

  # Sum of nats of the targets that are not negative, and how many they are.
  # integers: layers, heads, key/value heads, batch rows; then rows [B, T + 1]
  def evaluate(self: __torch__.Decoder, integers: Tensor, reals: Tensor, w: List[Tensor], tables: List[Tensor]) -> Tensor:
    n : List[int] = integers[:4].tolist()
    head = w[int(tables[0][2])]
    rows = integers[4:].view(n[3], -1).to(w[0].device)
    ids = rows[:, :-1]
    targets = rows[:, 1:].reshape(-1)
    h = self.hidden(ids.clamp(0), n[0], n[1], n[2], w, tables)
    nats = torch.zeros([], dtype=7, device=h.device)
    step = 512
    for first in range(0, h.size(0), step):
      logits = torch.linear(h[first:first + step], head)
      nats = nats + torch.cross_entropy_loss(logits, targets[first:first + step], None, 2, -1).to(7)
    counted = (targets >= 0).sum().to(7)
    return torch.stack([nats, counted]).cpu()

  # Mean loss, with the gradients of the hidden states and of the head written on the way: the
  # logits of one piece of the batch at a time, so that they stay in the cache.
  def head_loss(self: __torch__.Decoder, h: Tensor, targets: Tensor, head: Tensor, grad_h: Tensor, grad_head: Tensor) -> Tensor:
    scale = 1. / targets.size(0)
    loss = torch.zeros([], dtype=7, device=h.device)
    step = 512
    for first in range(0, h.size(0), step):
      part = h[first:first + step]
      index = targets[first:first + step].unsqueeze(1)
      log = torch.log_softmax(torch.linear(part, head), -1)
      loss.sub_(torch.gather(log, 1, index).sum(dtype=7))
      slope = log.exp_()
      slope.scatter_add_(1, index, torch.full_like(index, -1., dtype=6))
      slope.mul_(scale)
      torch.mm(slope, head, out=grad_h[first:first + step])
      grad_head.addmm_(slope.t(), part)
    return loss.mul_(scale)

  # One AdamW step. integers as evaluate, with a fifth number before the rows: 1 = vectors decay too.
  # reals: learning rate, beta1, beta2, Adam's epsilon, decay, clip norm (0 = none)
  # Returns loss, gradient norm before clipping and number of updated tensors; if loss or norm is not
  # finite, those two alone, and nothing is changed.
  def train(self: __torch__.Decoder, integers: Tensor, reals: Tensor, w: List[Tensor], tables: List[Tensor], m: List[Tensor], v: List[Tensor], counter: List[Tensor]) -> Tensor:
    n : List[int] = integers[:5].tolist()
    r : List[float] = reals.tolist()
    head = int(tables[0][2])
    rows = integers[5:].view(n[3], -1).to(w[0].device)
    ids = rows[:, :-1]
    targets = rows[:, 1:].reshape(-1)
    tied = head == 0
    torch.set_grad_enabled(True)
    leaves : List[Tensor] = []
    for index in range(len(w)):
      if tied or index != head:
        leaves.append(w[index].detach().requires_grad_())
    h = self.hidden(ids, n[0], n[1], n[2], leaves, tables)
    torch.set_grad_enabled(False)
    states = h.detach()
    grad_h = torch.empty_like(states)
    grad_head = torch.zeros_like(w[head])
    loss = self.head_loss(states, targets, w[head], grad_h, grad_head)
    if not bool(torch.isfinite(loss)):
      return torch.stack([loss, loss]).cpu()
    seeds : List[Optional[Tensor]] = [grad_h]
    found = torch.grad([h], leaves, seeds)
    grads : List[Tensor] = []
    for index in range(len(found)):
      grads.append(torch._unwrap_optional(found[index]))
    if tied:
      grads[0].add_(grad_head)
    else:
      grads.append(grad_head)
    norm = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(grads, 2)))
    if not bool(torch.isfinite(norm)):
      return torch.stack([loss, norm.to(7)]).cpu()
    divisor = torch.ones_like(norm)
    if r[5] > 0.:
      divisor = torch.clamp(norm / r[5], 1.)
    counter[0].add_(1)
    updated = 0
    for decayed in range(2):
      weights : List[Tensor] = []
      slopes : List[Tensor] = []
      first : List[Tensor] = []
      second : List[Tensor] = []
      counters : List[Tensor] = []
      for index in range(len(w)):
        if (w[index].dim() > 1 or n[4] == 1) == (decayed == 1):
          weights.append(w[index])
          slopes.append(grads[index])
          first.append(m[index])
          second.append(v[index])
          counters.append(counter[0])
      if len(weights) > 0:
        ops.aten._fused_adamw_(weights, slopes, first, second, [], counters, lr=r[0], beta1=r[1], beta2=r[2], weight_decay=r[4] * decayed, eps=r[3], amsgrad=False, maximize=False, grad_scale=divisor, found_inf=None)
        # read the list after the call: else the compiler sees nobody use what the call wrote, and
        # drops it as dead code
        updated = updated + len(weights)
    return torch.stack([loss, norm.to(7), torch.full_like(loss, updated)]).cpu()
