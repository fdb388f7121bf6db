using BookingEngine.Queues;

namespace BookingEngine.Tests.Transfers;

/// <summary>A reliable queue whose messages the test can read.</summary>
public sealed class FixtureQueue(TimeProvider time) : IMessageQueue
{
    private readonly Lock _gate = new();
    private readonly List<(string Queue, string Text, DateTimeOffset VisibleFrom)> _messages = [];

    public Task SendAsync(string queue, string message, TimeSpan visibleAfter = default)
    {
        lock (_gate)
        {
            _messages.Add((queue, message, time.GetUtcNow() + visibleAfter));
        }

        return Task.CompletedTask;
    }

    public Task<int> CountPoisonAsync(CancellationToken cancellation) => Task.FromResult(0);

    public void Clear()
    {
        lock (_gate)
        {
            _messages.Clear();
        }
    }

    public string[] Visible(string queue)
    {
        lock (_gate)
        {
            return [.. _messages.Where(m => m.Queue == queue && m.VisibleFrom <= time.GetUtcNow()).Select(m => m.Text)];
        }
    }

    /// <summary>How long until the next message of the queue is visible; null without messages.</summary>
    public TimeSpan? UntilNext(string queue)
    {
        lock (_gate)
        {
            return _messages.Where(m => m.Queue == queue).Select(m => (TimeSpan?)(m.VisibleFrom - time.GetUtcNow())).Min();
        }
    }

    public string[] Take(string queue)
    {
        lock (_gate)
        {
            var visible = Visible(queue);
            _messages.RemoveAll(m => m.Queue == queue && m.VisibleFrom <= time.GetUtcNow());
            return visible;
        }
    }
}
