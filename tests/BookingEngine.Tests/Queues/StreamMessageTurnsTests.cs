using BookingEngine.EventSourcing;
using BookingEngine.Queues;

namespace BookingEngine.Tests.Queues;

public sealed class StreamMessageTurnsTests
{
    private static readonly StreamName Stream = StreamName.Parse("calendar-default"), Other = StreamName.Parse("calendar-other");
    private readonly StreamMessageTurns _turns = new();
    private readonly List<string> _handled = [];

    [Fact]
    public async Task Messages_about_one_stream_are_handled_one_after_the_other()
    {
        var first = new TaskCompletionSource();
        Task[] all = [RunAsync(Stream, "first", first.Task), RunAsync(Stream, "second"), RunAsync(Stream, "third"), RunAsync(Other, "other")];
        await all[3].WaitAsync(Timeouts.Wait);
        Assert.Equal(["first", "other"], _handled);
        first.SetResult();
        await Task.WhenAll(all).WaitAsync(Timeouts.Wait);
        Assert.Equal(["first", "other", "second", "third"], _handled);
    }

    [Fact]
    public async Task A_failed_message_does_not_stop_the_next_one()
    {
        var first = new TaskCompletionSource();
        Task[] all = [RunAsync(Stream, "first", first.Task), RunAsync(Stream, "second")];
        first.SetException(new InvalidOperationException("It failed."));
        await Assert.ThrowsAsync<InvalidOperationException>(() => all[0]);
        await all[1].WaitAsync(Timeouts.Wait);
        Assert.Equal(["first", "second"], _handled);
    }

    [Fact]
    public async Task A_message_that_stops_waiting_leaves_the_others_as_they_are()
    {
        var first = new TaskCompletionSource();
        using var stopping = new CancellationTokenSource();
        Task[] all = [RunAsync(Stream, "first", first.Task), RunAsync(Stream, "second", cancellation: stopping.Token)];
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => all[1]);
        first.SetResult();
        await all[0].WaitAsync(Timeouts.Wait);
        await RunAsync(Stream, "third").WaitAsync(Timeouts.Wait);
        Assert.Equal(["first", "third"], _handled);
    }

    private Task RunAsync(StreamName stream, string name, Task? until = null, CancellationToken cancellation = default) => _turns.RunAsync(
        stream,
        () =>
        {
            lock (_handled)
            {
                _handled.Add(name);
            }

            return until ?? Task.CompletedTask;
        },
        cancellation);
}
