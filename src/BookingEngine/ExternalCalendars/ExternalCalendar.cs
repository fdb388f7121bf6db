using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using BookingEngine.Users;

namespace BookingEngine.ExternalCalendars;

/// <summary>A calendar elsewhere whose busy times close a resource. Its address is a secret: all who know it can read the calendar.</summary>
/// <param name="Feed">Changes with the address.</param>
/// <param name="Secret">The address and the name, encrypted with the keys of the person who added it and of the feed. Erasing either key makes them
/// unreadable.</param>
public sealed record ExternalCalendar(ExternalCalendarId Id, FeedId Feed, Encrypted Secret, UserId AddedBy);

[JsonConverter(typeof(GuidIdJsonConverter<ExternalCalendarId>))]
public readonly record struct ExternalCalendarId(Guid Value) : IGuidId<ExternalCalendarId>
{
    public static ExternalCalendarId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>The id of one address of an external calendar.</summary>
[JsonConverter(typeof(GuidIdJsonConverter<FeedId>))]
public readonly record struct FeedId(Guid Value) : IGuidId<FeedId>
{
    /// <summary>The owner of the feed's key.</summary>
    public string Matter => $"external calendar {this}";

    public static FeedId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>The external calendars of a resource.</summary>
/// <param name="Version">How often they were changed: their ETag.</param>
public sealed record ExternalCalendarList(ImmutableArray<ExternalCalendar> Calendars, int Version)
{
    /// <summary>How many a resource may have.</summary>
    public const int Maximum = 5;

    public static ExternalCalendarList None { get; } = new([], 0);

    public ExternalCalendarList Next(ImmutableArray<ExternalCalendar> calendars) => new(calendars, Version + 1);
}
