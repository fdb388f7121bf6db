using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Hours;
using BookingEngine.Privacy;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Waitlist;

/// <summary>What a customer waits for.</summary>
/// <param name="ResourceId">Null for any resource of the service.</param>
/// <param name="To">Excluded. The entry ends then.</param>
/// <param name="Weekdays">Of the start; empty for any.</param>
/// <param name="Times">Of the start, the end excluded; empty for any. An interval that ends before it starts runs over midnight.</param>
/// <param name="TimeZone">The zone of weekdays and times.</param>
/// <param name="Quantity">The number of seats: all of them, or no offer.</param>
public sealed record Wish(
    ResourceId? ResourceId, Instant From, Instant To, ImmutableArray<IsoDayOfWeek> Weekdays, ImmutableArray<HoursInterval> Times, string TimeZone, int Quantity)
{
    /// <summary>The length of the appointment; null for the service's duration.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Duration? Length { get; init; }

    /// <summary>Whether the start is in the range, on a weekday and at a time that are wished for.</summary>
    public bool IsMetBy(Instant start)
    {
        var local = start.InZone(ZoneData.Zones[TimeZone]).LocalDateTime;
        var minute = (local.Hour * 60) + local.Minute;
        return From <= start && start < To && (Weekdays.IsEmpty || Weekdays.Contains(local.DayOfWeek)) && (Times.IsEmpty || Times.Any(time => IsIn(time, minute)));
    }

    private static bool IsIn(HoursInterval time, int minute) => time.EndsNextDay
        ? minute >= time.Start.Minutes || minute < time.End.Minutes
        : minute >= time.Start.Minutes && minute < time.End.Minutes;
}

/// <summary>One customer's place in the waitlist of a service.</summary>
/// <param name="Details">For a guest: name, address and phone, encrypted with the guest's key and the entry's (<see cref="Matter"/>). Null for an account.</param>
public sealed record WaitlistEntry(EntryId Id, UserId UserId, ServiceId ServiceId, Wish Wish, Instant JoinedAt, EntryStatus Status, Encrypted? Details)
{
    /// <summary>The languages that the joining request accepts, the best first, separated by commas; null if it does not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Languages { get; init; }

    /// <summary>The present offer; for a taken entry the one that was taken, unless the entry was closed meanwhile. Null for none. While the entry is <see cref="EntryStatus.Waiting"/>, the calendar
    /// has not decided about it yet: show it to nobody.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Offer? Offer { get; init; }

    /// <summary>The number of offers that the entry had, also those that came to nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Offers { get; init; }

    /// <summary>The number of offers that expired.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Lapses { get; init; }

    /// <summary>The starts that expired or were refused, or that were taken away twice, without those that were over at the last one. They are never offered
    /// again. Null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<Instant>? Missed { get; init; }

    /// <summary>The starts that were offered and taken away. Null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<Instant>? Revoked { get; init; }

    /// <summary>The starts that the calendar refused since the last offer, the latest ones: others are tried first. Null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<Instant>? Withdrawn { get; init; }

    /// <summary>For a taken entry; null for others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BookingId? BookingId { get; init; }

    /// <summary>The guest whose entry it was before an account had it; null for others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public UserId? AssignedFrom { get; init; }

    /// <summary>When it was taken, left, lapsed or ended; null for an open one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? ClosedAt { get; init; }

    /// <summary>Why it ended; null for another status.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EntryEnd? EndedBecause { get; init; }

    [JsonIgnore]
    public bool IsOpen => Status is EntryStatus.Waiting or EntryStatus.Offered;

    /// <summary>The offer that the customer can take; null for none. It may have expired.</summary>
    [JsonIgnore]
    public Offer? Offered => Status is EntryStatus.Offered ? Offer : null;

    /// <summary>The offer that is reserved and not decided yet; null for none.</summary>
    [JsonIgnore]
    public Offer? Reserved => Status is EntryStatus.Waiting ? Offer : null;

    /// <summary>The offer that the customer can take at that instant; null for none. The entry follows an expiry a little later.</summary>
    public Offer? OfferedAt(Instant now) => Offered is { } offer && now < offer.Expires ? offer : null;

    /// <summary>Whether the offer is in the name of a guest, whose booking gets the <see cref="Details"/>.</summary>
    internal bool IsForGuest(Offer offer) => Details is not null && (AssignedFrom is null || AssignedFrom == offer.UserId);

    /// <summary>Texts about an entry are encrypted as those of a booking with this id.</summary>
    [JsonIgnore]
    public BookingId Matter => new(Id.Value);
}

/// <summary>A hold in the name of a waiting customer.</summary>
/// <param name="Lead">The resource whose calendar decides. It has the hold.</param>
/// <param name="UserId">In whose name. A guest's entry may belong to an account since.</param>
/// <param name="HoldId">The booking that is made of it has this id, too.</param>
/// <param name="ReservedAt">When the entry was reserved for it.</param>
/// <param name="Expires">It cannot be taken at this instant or later.</param>
public sealed record Offer(
    OfferId Id, UserId UserId, ResourceId Lead, Guid HoldId, BookedInterval Time, Instant ReservedAt, Instant Expires)
{
    /// <summary>All resources, if there are several; null for one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<BookedResource>? Resources { get; init; }

    /// <summary>The resource, or the first need's.</summary>
    [JsonIgnore]
    public ResourceId ResourceId => Resources is [var first, ..] ? first.ResourceId : Lead;

    /// <summary>All resources, in the order of needs. A visit may have one several times.</summary>
    [JsonIgnore]
    public IEnumerable<ResourceId> ResourceIds => Resources is { } several ? several.Select(r => r.ResourceId) : [Lead];
}

[JsonConverter(typeof(JsonStringEnumConverter<EntryStatus>))]
public enum EntryStatus
{
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>The customer has a hold. Its expiry decides, not this status: the entry follows within seconds.</summary>
    [JsonStringEnumMemberName("offered")]
    Offered,

    /// <summary>The customer has booked an offer. It stays so if that booking is cancelled.</summary>
    [JsonStringEnumMemberName("taken")]
    Taken,

    [JsonStringEnumMemberName("left")]
    Left,

    /// <summary>Three offers expired.</summary>
    [JsonStringEnumMemberName("lapsed")]
    Lapsed,

    [JsonStringEnumMemberName("ended")]
    Ended,
}

/// <summary>Why an entry was closed without its customer's doing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EntryEnd>))]
public enum EntryEnd
{
    [JsonStringEnumMemberName("lapses")]
    Lapses,

    /// <summary>The last time that it asked for is over.</summary>
    [JsonStringEnumMemberName("wish_over")]
    WishOver,

    /// <summary>The service is not offered any more.</summary>
    [JsonStringEnumMemberName("not_offered")]
    NotOffered,

    [JsonStringEnumMemberName("erased")]
    Erased,
}
