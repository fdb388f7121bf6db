using BookingEngine.EventSourcing;

namespace BookingEngine.Catalogue;

/// <summary>In the service's stream, and in the calendars of its resources: customers wait for the service. From now on, what may free a place here leads to a look at the waitlist.</summary>
/// <param name="Version">The version of the waitlist with which the first of them joined.</param>
public sealed record WaitlistOpened(ServiceId ServiceId, long Version) : IDomainEvent;

/// <summary>In the same streams: nobody waits for the service any more.</summary>
/// <param name="Version">The version of the waitlist with which the last one left.</param>
public sealed record WaitlistClosed(ServiceId ServiceId, long Version) : IDomainEvent;
