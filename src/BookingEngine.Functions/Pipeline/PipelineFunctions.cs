using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Queues;

namespace BookingEngine.Functions.Pipeline;

/// <summary>Runs the relay after many commands at once, and the sweep if its timer has stopped.</summary>
public sealed class RelayFunctions(Relay relay, SweepFunction sweep)
{
    [Function("RelayOnWakeUp")]
    public Task OnSignalAsync([QueueTrigger(QueueNames.RelaySignals)] string message, FunctionContext context) =>
        message == SweepReminder.Message ? sweep.SweepAsync(context.CancellationToken) : relay.RunAsync(context.CancellationToken);
}

/// <summary>Brings the read models of one stream up to date, then what else follows from its events.</summary>
public sealed class ProjectFunction(StreamMessageTurns turns, Projector projector, EventDispatcher dispatcher)
{
    [Function("ProjectStream")]
    public async Task RunAsync([QueueTrigger(QueueNames.StreamAdvances)] string message, FunctionContext context)
    {
        var advanced = StreamAdvanced.Parse(message);
        await turns.RunAsync(advanced.Stream, () => HandleAsync(advanced, context.CancellationToken), context.CancellationToken);
    }

    private async Task HandleAsync(StreamAdvanced advanced, CancellationToken cancellation)
    {
        await projector.ProjectAsync(advanced, cancellation);
        await dispatcher.HandleAsync(advanced, cancellation);
    }
}
