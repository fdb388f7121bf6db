using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;

namespace BookingEngine.Calendars.Events;

/// <summary>From now on the calendar refuses decisions that were made with an older version of the service: its bookings are counted, and an
/// older version may have had other limits.</summary>
public sealed record ServiceVersionRequired(ServiceId ServiceId, int Version) : IDomainEvent;
