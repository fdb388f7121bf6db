using System.Collections.Immutable;
using BookingEngine.EventSourcing;
using BookingEngine.ExternalCalendars;
using NodaTime;

namespace BookingEngine.Calendars.Events;

/// <param name="Calendars">All of the resource from now on.</param>
public sealed record ExternalCalendarsChanged(ImmutableArray<ExternalCalendar> Calendars) : IDomainEvent;

/// <summary>An external calendar could not be read for so long that people must know.</summary>
/// <param name="Fault">A stable code.</param>
public sealed record ExternalCalendarFailing(ExternalCalendarId Id, FeedId Feed, Instant Since, string Fault) : IDomainEvent;

/// <summary>It can be read again.</summary>
public sealed record ExternalCalendarRecovered(ExternalCalendarId Id, FeedId Feed) : IDomainEvent;
