using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Tests.EventSourcing;

/// <summary>Given events, when a decision is made, then events or a refusal.</summary>
public static class Given
{
    private static readonly CommitMetadata Metadata = new(Instant.FromUtc(2030, 1, 1, 0, 0), null, "test");

    public static TState Events<TState>(params IDomainEvent[] events)
        where TState : IAggregate<TState> => events
        .Select((e, index) => new RecordedEvent(StreamName.Of(TState.Category, "1"), index + 1, e, Metadata))
        .Aggregate(TState.Initial, (state, recorded) => state.Apply(recorded));

    public static void ThenEvents(this Decision decision, params IDomainEvent[] expected)
    {
        Assert.Null(decision.Refusal);
        Assert.Equal(expected, decision.Events.ToArray());
    }

    public static void ThenRefused(this Decision decision, string code)
    {
        Assert.Equal(code, decision.Refusal?.Code);
        Assert.Empty(decision.Events.ToArray());
    }
}
