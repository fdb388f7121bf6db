using System.Runtime.InteropServices;
using NodaTime;

namespace BookingEngine.Waitlist.Signals;

/// <summary>The looks that this process has queued. A look that has not begun sees what happens before it begins, so it needs no other beside it. If its message
/// is lost with the process that takes it, the queue delivers it again.</summary>
internal sealed class QueuedLooks
{
    /// <summary>Between two looks at the same. Many changes in a second lead to one look at once, and one a second later.</summary>
    public static readonly Duration Spacing = Duration.FromSeconds(1);

    private const int MaximumTexts = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<QueuedLook>> _looks = [];

    /// <summary>A look that begins after now, and soon.</summary>
    /// <returns>Whether the caller has to queue it.</returns>
    public (QueuedLook Look, bool IsNew) JoinNext(string text, Instant now)
    {
        lock (_gate)
        {
            var looks = LooksOf(text, now);
            var last = looks.Where(look => look.At <= now).Select(look => look.At).DefaultIfEmpty(NodaConstants.UnixEpoch).Max();
            return Join(looks, now, now, now + Spacing, Instant.Max(now, last + Spacing));
        }
    }

    /// <summary>A look that begins between two instants.</summary>
    /// <returns>Whether the caller has to queue it. A new one begins at the later instant, so that others share it.</returns>
    public (QueuedLook Look, bool IsNew) Join(string text, Instant now, Instant from, Instant until)
    {
        lock (_gate)
        {
            return Join(LooksOf(text, now), now, from, until, until);
        }
    }

    /// <summary>The look could not be queued.</summary>
    public void Remove(string text, QueuedLook look)
    {
        lock (_gate)
        {
            _looks.GetValueOrDefault(text)?.Remove(look);
        }
    }

    private static (QueuedLook Look, bool IsNew) Join(List<QueuedLook> looks, Instant now, Instant from, Instant until, Instant at)
    {
        if (looks.Find(look => now < look.At && from <= look.At && look.At <= until) is { } queued)
        {
            return (queued, false);
        }

        looks.Add(new QueuedLook(at));
        return (looks[^1], true);
    }

    // Without those that began too long ago to matter.
    private List<QueuedLook> LooksOf(string text, Instant now)
    {
        if (_looks.Count >= MaximumTexts)
        {
            foreach (var (other, looks) in _looks)
            {
                _ = Forget(looks, now).Count == 0 && _looks.Remove(other);
            }
        }

        return Forget(CollectionsMarshal.GetValueRefOrAddDefault(_looks, text, out _) ??= [], now);
    }

    private static List<QueuedLook> Forget(List<QueuedLook> looks, Instant now)
    {
        looks.RemoveAll(look => look.At <= now - Spacing);
        return looks;
    }
}

/// <param name="at">When its message appears.</param>
internal sealed class QueuedLook(Instant at)
{
    private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Instant At => at;

    /// <summary>Ends when its message is on the queue.</summary>
    public Task Sent => _sent.Task;

    public void End() => _sent.SetResult();

    public void Fail(Exception e)
    {
        _sent.SetException(e);
        _ = _sent.Task.Exception; // perhaps nobody waits for it
    }
}
