using System.Collections.Immutable;

namespace BookingEngine.EventSourcing;

/// <summary>What an aggregate decides: the events that shall have happened, or a refusal. No events is a yes that changes nothing.</summary>
public sealed record Decision(ImmutableArray<IDomainEvent> Events, Refusal? Refusal)
{
    public static Decision Nothing { get; } = new([], null);

    public static Decision Of(params ImmutableArray<IDomainEvent> events) => new(events, null);

    public static implicit operator Decision(Refusal refusal) => new([], refusal);
}
