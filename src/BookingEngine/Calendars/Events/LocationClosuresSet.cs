using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;

namespace BookingEngine.Calendars.Events;

/// <summary>In the calendar of a resource of a location: the location's closed dates from now on.</summary>
/// <param name="Version">The version of the location. A lower one changes nothing.</param>
public sealed record LocationClosuresSet(LocationId LocationId, int Version, ImmutableArray<Closure> Closures) : IDomainEvent;
