using System.Runtime.InteropServices;
using BookingEngine.EventSourcing;
using BookingEngine.Waitlist.Signals;

namespace BookingEngine.Waitlist.Offers;

/// <summary>Looks at waitlists. In this process only one look runs at a time at what belongs together. Requests that come meanwhile share the next
/// look. It begins later, so it sees what each of them tells of.</summary>
public sealed class WaitlistLooks(WaitlistMatcher matcher)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<StreamName, LookLine> _lines = [];

    /// <param name="requests">At least one.</param>
    /// <exception cref="OperationCanceledException">The call was cancelled, or the one that runs the look for all. The message is delivered again.</exception>
    internal async Task<LookResult> RunAsync(IReadOnlyCollection<LookRequest> requests, CancellationToken cancellation)
    {
        var (look, before) = Join(requests);
        return await (before is null ? look.Result.WaitAsync(cancellation) : LeadAsync(look, before, cancellation));
    }

    private (SharedLook Look, Task? Before) Join(IReadOnlyCollection<LookRequest> requests)
    {
        lock (_gate)
        {
            var line = CollectionsMarshal.GetValueRefOrAddDefault(_lines, requests.First().Stream, out _) ??= new LookLine();
            if (line.Next is { } next)
            {
                next.Requests.UnionWith(requests);
                return (next, null);
            }

            var (look, before) = (new SharedLook(line, [.. requests]), line.Last);
            (line.Next, line.Last) = (look, look.Result);
            return (look, before);
        }
    }

    private async Task<LookResult> LeadAsync(SharedLook look, Task before, CancellationToken cancellation)
    {
        try
        {
            await before.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
            var result = await matcher.RunAsync(Close(look), cancellation);
            Unite(look.Line, result);
            look.End(result);
            return result;
        }
        catch (Exception e)
        {
            Close(look);
            look.Fail(e);
            throw;
        }
    }

    // Requests from here on wait for the next look.
    private LookRequest[] Close(SharedLook look)
    {
        lock (_gate)
        {
            look.Line.Next = look.Line.Next == look ? null : look.Line.Next;
            return [.. look.Requests];
        }
    }

    // What one look reads belongs together, unless it has left something out: then nobody knows.
    private void Unite(LookLine line, LookResult result)
    {
        if (result.IsCut)
        {
            return;
        }

        lock (_gate)
        {
            foreach (var stream in result.Streams)
            {
                _lines[stream] = line;
            }
        }
    }

    private sealed class LookLine
    {
        /// <summary>The look that has not begun; null for none.</summary>
        public SharedLook? Next { get; set; }

        /// <summary>Ends with the look that was asked for last.</summary>
        public Task Last { get; set; } = Task.CompletedTask;
    }

    private sealed class SharedLook(LookLine line, HashSet<LookRequest> requests)
    {
        private readonly TaskCompletionSource<LookResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public LookLine Line => line;

        public HashSet<LookRequest> Requests => requests;

        public Task<LookResult> Result => _result.Task;

        public void End(LookResult result) => _result.SetResult(result);

        public void Fail(Exception e)
        {
            _result.SetException(e);
            _ = _result.Task.Exception; // perhaps nobody waits for it
        }
    }
}
