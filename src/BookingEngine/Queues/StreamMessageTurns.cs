using BookingEngine.EventSourcing;

namespace BookingEngine.Queues;

/// <summary>Messages of this process about one stream, handled one after the other. Each brings the stream up to date, so at the same time they would all
/// do the same work. This only saves work: who handles a message must not rely on being alone.</summary>
public sealed class StreamMessageTurns
{
    private readonly Dictionary<StreamName, Task> _last = [];

    /// <summary>Handles a message after those that came before it, whether they succeeded or not.</summary>
    public async Task RunAsync(StreamName stream, Func<Task> handle, CancellationToken cancellation)
    {
        var own = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            if (Join(stream, own.Task) is { } before)
            {
                await before.WaitAsync(cancellation);
            }

            await handle();
        }
        finally
        {
            Leave(stream, own.Task);
            own.SetResult();
        }
    }

    /// <returns>The end of the message before; null if there is none.</returns>
    private Task? Join(StreamName stream, Task own)
    {
        lock (_last)
        {
            var before = _last.GetValueOrDefault(stream);
            _last[stream] = own;
            return before;
        }
    }

    private void Leave(StreamName stream, Task own)
    {
        lock (_last)
        {
            if (_last.GetValueOrDefault(stream) == own)
            {
                _last.Remove(stream);
            }
        }
    }
}
