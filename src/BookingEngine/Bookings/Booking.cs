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

/// <summary>A booking as queries show it: the body of the read model <c>bookings</c>.</summary>
public sealed record Booking(
    BookingId Id, UserId UserId, Instant Slot, Instant End, string TimeZone, ServiceId ServiceId, ResourceId ResourceId,
    BookingStatus Status, int Quantity, Instant CreatedAt)
{
    /// <summary>Whether staff booked, moved or cancelled it against the rules, or when the customer no longer could.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOverride { get; init; }

    /// <summary>Notes and answers, sealed with the customer's key.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Encrypted? Details { get; init; }

    /// <summary>Whether it counts against what its service allows one customer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsLimited { get; init; }

    /// <summary>How often the links by which it is managed were revoked: those from before are worthless.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int LinksRevoked { get; init; }

    /// <summary>The move that brought it into its calendar; null where it was made there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MoveId? Arrival { get; init; }

    /// <summary>Of a booking that is on its way here: the document that stands for it until its calendar lets it go.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ArrivesFrom { get; init; }

    /// <summary>The move that took it to another calendar, whose document stands for it from then on; null where it is in this one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MoveId? MovedBy { get; init; }

    /// <summary>The versions of its calendar's stream at which its events are.</summary>
    public ImmutableArray<long> Versions { get => field.IsDefault ? [] : field; init; }

    /// <summary>Whether it is yet to take place, as far as anybody knows.</summary>
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
        Details = e.Details,
        Versions = [recorded.Version],
    };

    /// <summary>The booking that its calendar will have once it has arrived.</summary>
    public static Booking Of(MoveReserved e, RecordedEvent recorded) => new(
        e.BookingId, e.UserId, e.Time.Start, e.Time.End, e.Time.TimeZone, e.ServiceId, ResourceId.Of(recorded.Stream.Id), e.Status, e.Quantity, e.CreatedAt)
    {
        IsOverride = e.IsOverride,
        IsLimited = e.Terms.IsLimited,
        Details = e.Details,
        LinksRevoked = e.LinksRevoked,
        Arrival = e.MoveId,
        ArrivesFrom = BookingsProjection.DocumentIdOf(e.BookingId, e.Leaving),
        Versions = [recorded.Version],
    };

    /// <summary>The booking after a later event of its calendar.</summary>
    public Booking After(RecordedEvent recorded) => (recorded.Event switch
    {
        BookingApproved => this with { Status = BookingStatus.Confirmed },
        BookingDeclined => this with { Status = BookingStatus.Declined },
        BookingCancelled e => this with { Status = BookingStatus.Cancelled, IsOverride = IsOverride || e.IsOverride },
        BookingCompleted => this with { Status = BookingStatus.Completed },
        NoShowRecorded => this with { Status = BookingStatus.NoShow },
        BookingRescheduled e => At(e.Time) with { IsOverride = IsOverride || e.IsOverride },
        BookingMovedAway e => At(e.Time) with { Status = e.Status, ResourceId = e.To, MovedBy = e.MoveId },
        BookingHandedOver e => this with { UserId = e.UserId, Details = e.Details },
        ManageLinksRevoked => this with { LinksRevoked = LinksRevoked + 1 },
        BookingMovedIn e => this with { Status = e.Status, ArrivesFrom = null },
        var other => throw new InvalidOperationException($"{other.GetType().Name} does not change a booking."),
    }) with
    {
        Versions = Versions.Add(recorded.Version),
    };

    /// <summary>The booking as its calendar knows it, whatever a read model has not seen yet.</summary>
    internal Booking As(OccupiedSlot entry) =>
        this with { Slot = entry.Start, End = entry.End, TimeZone = entry.State.TimeZone, Status = entry.State.Status };

    private Booking At(BookedInterval time) => this with { Slot = time.Start, End = time.End, TimeZone = time.TimeZone };
}

[JsonSerializable(typeof(Booking))]
internal sealed partial class BookingJson : JsonSerializerContext
{
    public static BookingJson Stored { get; } = new(StoredJson.NewOptions());
}
