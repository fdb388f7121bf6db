using System.Collections.Immutable;

namespace BookingEngine.EventSourcing;

/// <summary>A decision of an aggregate: the events to append, or a refusal. No events and no refusal: success without a change.</summary>
public sealed record Decision(ImmutableArray<IDomainEvent> Events, Refusal? Refusal)
{
    public static Decision Nothing { get; } = new([], null);

    public static Decision Of(params ImmutableArray<IDomainEvent> events) => new(events, null);

    public static implicit operator Decision(Refusal refusal) => new([], refusal);
}
