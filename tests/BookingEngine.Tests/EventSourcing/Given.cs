using BookingEngine.Aggregates;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Tests.EventSourcing;

/// <summary>Given events, when a decision is made, then events or a refusal.</summary>
public static class Given
{
    private static readonly CommitMetadata Metadata = new(Instant.FromUtc(2030, 1, 1, 0, 0), null, "test");

    /// <summary>Events of a stream with the id of the default catalogue objects.</summary>
    public static TState Events<TState>(params IDomainEvent[] events)
        where TState : IAggregate<TState> => EventsOf<TState>(DefaultCatalogue.Resource.Value, events);

    public static TState EventsOf<TState>(string id, params IDomainEvent[] events)
        where TState : IAggregate<TState>
    {
        var stream = StreamName.Of(TState.Category, id);
        return events
            .Select((e, index) => new RecordedEvent(stream, index + 1, e, Metadata))
            .Aggregate(TState.InitialOf(stream), (state, recorded) => state.Apply(recorded));
    }

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
