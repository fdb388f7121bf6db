using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Slots.Occupied;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Bookings;

/// <summary>A booking in query results: the body of the read model <c>bookings</c>.</summary>
public sealed record Booking(
    BookingId Id, UserId UserId, Instant Slot, Instant End, string TimeZone, ServiceId ServiceId, ResourceId ResourceId,
    BookingStatus Status, int Quantity, Instant CreatedAt)
{
    /// <summary>Whether staff booked, moved or cancelled it against the rules, or too late for the customer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOverride { get; init; }

    /// <summary>Notes and answers, encrypted with the customer's key.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Encrypted? Details { get; init; }

    /// <summary>The reason of its last cancellation, decline or move, encrypted with the customer's key. Null if that had none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Encrypted? Reason { get; init; }

    /// <summary>Whether it is claimed in its customer's stream.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsLimited { get; init; }

    /// <summary>Whether it needs approval again after its customer has moved it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NeedsApprovalAfterMove { get; init; }

    /// <summary>How often its manage links were revoked. Links from before the last revocation are invalid.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int LinksRevoked { get; init; }

    /// <summary>All its resources; null for a booking of one. <see cref="ResourceId"/> is the first one's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<BookedResource>? Resources { get; init; }

    /// <summary>The segments of a visit, in order; null for another booking.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<BookedSegment>? Segments { get; init; }

    /// <summary>The decision over the calendars of its resources; null for a booking of one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MoveId? DecisionId { get; init; }

    /// <summary>For a booking of several resources: the one whose calendar decides about it. Null if that is <see cref="ResourceId"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ResourceId? Lead { get; init; }

    /// <summary>Whether the document only says that the booking takes time of this resource. The lead's document represents the booking.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsPart { get; init; }

    /// <summary>The resource whose calendar decides about it.</summary>
    [JsonIgnore]
    public ResourceId CalendarId => Lead ?? ResourceId;

    /// <summary>All its resources, at least one.</summary>
    [JsonIgnore]
    public IEnumerable<ResourceId> ResourceIds => Resources is { } several ? several.Select(r => r.ResourceId) : [ResourceId];

    /// <summary>The move that brought it into its calendar; null if it was created there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MoveId? Arrival { get; init; }

    /// <summary>For a booking that is moving here: the document that represents it until its old calendar removes it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ArrivesFrom { get; init; }

    /// <summary>The move that took it to another calendar; null if it is in this one. After the move, the other calendar's document
    /// represents it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MoveId? MovedBy { get; init; }

    /// <summary>Its place in its series; null for a booking that was booked alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Occurrence? Occurrence { get; init; }

    /// <summary>Why it could not keep its local time when the rules of its zone changed; null if it did, or was moved since.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RezoneConflict { get; init; }

    /// <summary>The versions of its events in its calendar's stream.</summary>
    public ImmutableArray<long> Versions { get => field.IsDefault ? [] : field; init; }

    /// <summary>Whether it is expected to take place.</summary>
    [JsonIgnore]
    public bool IsActive => Status.IsActive;

    /// <param name="made">A <see cref="BookingMade"/>.</param>
    public static Booking Of(RecordedEvent made) => Of((BookingMade)made.Event, made);

    public static Booking Of(BookingMade e, RecordedEvent recorded) => new(
        e.BookingId, e.UserId, e.Start, e.End, e.TimeZone, e.ServiceId, e.ResourceId,
        e.IsPending ? BookingStatus.Pending : BookingStatus.Confirmed, e.Quantity, recorded.Metadata.RecordedAt)
    {
        IsOverride = e.IsOverride,
        IsLimited = e.Terms.IsLimited,
        NeedsApprovalAfterMove = e.Terms.NeedsApprovalAfterMove,
        Details = e.Details,
        Occurrence = SeriesId.Of(e.BookingId) is null ? null : new Occurrence(e.LocalStart),
        Resources = e.Resources,
        Segments = e.Segments,
        DecisionId = e.DecisionId,
        Lead = e.DecisionId is not null && recorded.Stream.Id != e.ResourceId.Value ? ResourceId.Of(recorded.Stream.Id) : null,
        Versions = [recorded.Version],
    };

    /// <summary>What a participant's calendar says of a booking that it takes part in. Its time, and nothing of its customer.</summary>
    internal static Booking Of(TimeKept e, RecordedEvent recorded) => new(
        e.BookingId, default, e.Start, e.Start, "UTC", e.ServiceId, ResourceId.Of(recorded.Stream.Id), e.Status, 1, recorded.Metadata.RecordedAt)
    {
        DecisionId = e.DecisionId,
        Lead = e.Lead,
        IsPart = true,
        Versions = [recorded.Version],
    };

    /// <summary>The booking as its new calendar will have it after the move.</summary>
    public static Booking Of(MoveReserved e, RecordedEvent recorded) => new(
        e.BookingId, e.UserId, e.Time.Start, e.Time.End, e.Time.TimeZone, e.ServiceId, ResourceId.Of(recorded.Stream.Id), e.Status, e.Quantity, e.CreatedAt)
    {
        IsOverride = e.IsOverride,
        IsLimited = e.Terms.IsLimited,
        NeedsApprovalAfterMove = e.Terms.NeedsApprovalAfterMove,
        Details = e.Details,
        Reason = e.Reason,
        LinksRevoked = e.LinksRevoked,
        Occurrence = e.Occurrence,
        Arrival = e.MoveId,
        ArrivesFrom = BookingsProjection.DocumentIdOf(e.BookingId, e.Leaving),
        Versions = [recorded.Version],
    };

    public Booking Apply(RecordedEvent recorded) => (recorded.Event switch
    {
        BookingApproved => this with { Status = BookingStatus.Confirmed },
        BookingDeclined e => this with { Status = BookingStatus.Declined, Reason = e.Reason },
        BookingCancelled e => this with { Status = BookingStatus.Cancelled, IsOverride = IsOverride || e.IsOverride, Reason = e.Reason },
        BookingCompleted => this with { Status = BookingStatus.Completed },
        NoShowRecorded => this with { Status = BookingStatus.NoShow },
        BookingRescheduled e => WithTime(e.Time) with
        {
            IsOverride = IsOverride || e.IsOverride,
            Status = e.IsPending ? BookingStatus.Pending : Status,
            Reason = e.Reason,
            RezoneConflict = null,
            Occurrence = e.Part is null && e.Time.Start != Slot ? Alone : Occurrence,
            Resources = e.Resources ?? Resources,
            Segments = e.Segments ?? Segments,
            ResourceId = e.Resources is [var first, ..] ? first.ResourceId : ResourceId,
            Lead = e.DecisionId is null ? Lead : ResourceId.Of(recorded.Stream.Id),
            DecisionId = e.DecisionId ?? DecisionId,
        },
        BookingMovedAway e => WithTime(e.Time) with { Status = e.Status, ResourceId = e.To, MovedBy = e.MoveId, Reason = e.Reason, RezoneConflict = null, Occurrence = Alone },
        BookingRezoned e => WithTime(e.Time) with { RezoneConflict = null, DecisionId = e.DecisionId ?? DecisionId, Segments = e.Segments ?? Segments },
        RezoneConflictFound e => this with { RezoneConflict = e.Reason },
        BookingHandedOver e => this with { UserId = e.UserId, Details = e.Details, Reason = e.Reason },
        ManageLinkIssued => this,
        ManageLinksRevoked => this with { LinksRevoked = LinksRevoked + 1 },
        BookingMovedIn e => this with { Status = e.Status, ArrivesFrom = null },
        var other => throw new InvalidOperationException($"{other.GetType().Name} does not change a booking."),
    }) with
    {
        Versions = Versions.Add(recorded.Version),
    };

    /// <summary>With the time and the status that its calendar has. A read model may be behind.</summary>
    internal Booking WithStateOf(OccupiedSlot entry) =>
        this with { Slot = entry.Start, End = entry.End, TimeZone = entry.State.TimeZone, Status = entry.State.Status };

    private Occurrence? Alone => Occurrence is null ? null : Occurrence with { IsMovedAlone = true };

    private Booking WithTime(BookedInterval time) => this with { Slot = time.Start, End = time.End, TimeZone = time.TimeZone };
}

[JsonSerializable(typeof(Booking))]
internal sealed partial class BookingJson : JsonSerializerContext
{
    public static BookingJson Stored { get; } = new(StoredJson.NewOptions());
}
