using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Hours;
using NodaTime;

namespace BookingEngine.Catalogue;

/// <summary>A place. Its zone applies to all its resources.</summary>
public sealed record Location(LocationId Id, string Name, string TimeZone, string? Address)
{
    /// <summary>The dates on which all its resources are closed, unless they have hours of their own for the date. Null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<Closure>? Closures { get; init; }

    /// <summary>The version of the definition, set by <see cref="CatalogueCache"/>. Not stored.</summary>
    [JsonIgnore]
    public int Version { get; init; }
}

/// <summary>Dates on which a location is closed.</summary>
/// <param name="To">Excluded.</param>
/// <param name="Name">Such as the name of a holiday; null for none.</param>
public sealed record Closure(LocalDate From, LocalDate To, string? Name)
{
    /// <summary>The event's id in the file from which it was imported. Importing it again replaces it. Null for others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Uid { get; init; }
}

/// <summary>A person, a room or a device that can be booked.</summary>
/// <param name="Capacity">The maximum number of simultaneous sessions.</param>
/// <param name="Active">False if retired: it keeps its bookings and takes no more.</param>
public sealed record Resource(
    ResourceId Id, string Name, string Kind, LocationId LocationId, int Capacity, OpeningHours Hours, ImmutableArray<TimeOff> TimeOff, bool Active)
{
    /// <summary>How much of it can be booked in a period, by anyone; null for no limit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<BookingLimit>? BookingLimits { get; init; }

    /// <summary>The dates on which it stands at other locations; they do not overlap. Null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<Placement>? Placements { get; init; }
}

/// <summary>Dates on which a resource stands at another location. That location's zone applies to its hours.</summary>
/// <param name="To">Excluded.</param>
public sealed record Placement(LocalDate From, LocalDate To, LocationId LocationId);

/// <summary>A service that customers can book. Durations are whole minutes.</summary>
/// <param name="SlotInterval">The distance between starts, in elapsed time from the start of each interval of opening hours.</param>
/// <param name="MinimumNotice">How long before its start a booking must be made, in elapsed time.</param>
/// <param name="Horizon">How far ahead of now a booking may start; null for no limit.</param>
/// <param name="Capacity">The seats of one session: 1, or more for a group service.</param>
/// <param name="PendingBlocks">Whether a booking that waits for approval blocks its time.</param>
public sealed record Service(
    ServiceId Id, string Name, string? Description, Duration Duration, Duration BufferBefore, Duration BufferAfter, Duration SlotInterval,
    Duration MinimumNotice, Duration? Horizon, int Capacity, ImmutableArray<ResourceId> ResourceIds, Assignment Assignment,
    Duration? CancellationNotice, Duration? RescheduleNotice, bool Approval, bool PendingBlocks, CustomerLimits Limits, Price? Price,
    ImmutableArray<Question> Questions, bool Active)
{
    /// <summary>How much of it can be booked in a period, by anyone, on all its resources; null for no limit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<BookingLimit>? BookingLimits { get; init; }

    /// <summary>Whether a customer who is booked elsewhere at that time is refused; null for the tenant's setting.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? ExclusivePerCustomer { get; init; }

    /// <summary>Whether an approved booking needs approval again after its customer has moved it. Only with <see cref="Approval"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? ApprovalOnReschedule { get; init; }

    /// <summary>The resources that each booking takes at once, all at one location. Null for a service that takes one of <see cref="ResourceIds"/>, which is
    /// empty otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<ResourceNeed>? Needs { get; init; }

    /// <summary>For a visit: its services, one after the other. Null for another service.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<VisitSegment>? Segments { get; init; }

    /// <summary>The segments of a visit with their services, set by <see cref="CatalogueCache"/>, and with them <see cref="Needs"/>, one for each. Not stored.</summary>
    [JsonIgnore]
    public ImmutableArray<VisitPart>? Parts { get; init; }

    /// <summary>The version of the definition, set by <see cref="CatalogueCache"/>. Not stored.</summary>
    [JsonIgnore]
    public int Version { get; init; }

    /// <summary>Whether it, or a service of the visit, has limits per customer.</summary>
    [JsonIgnore]
    public bool HasCustomerLimits => Limits.Apply || (Parts is { } parts && parts.Any(part => part.Service.Limits.Apply));

    /// <summary>Whether its bookings are claimed in their customer's stream.</summary>
    [JsonIgnore]
    public bool ClaimsCustomer => ExclusivePerCustomer is true || HasCustomerLimits;

    /// <summary>Whether its bookings are claimed in any stream before a calendar is asked.</summary>
    [JsonIgnore]
    public bool HasClaims => ClaimsCustomer || BookingLimits is not null;

    /// <summary>The lengths that customers can choose besides <see cref="Duration"/>, and the prices by length. Null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<OfferedDuration>? Durations { get; init; }

    /// <summary>The least number of days from the present date to that of the start, both at the place of the appointment. 1: not on the same
    /// day. It applies besides <see cref="MinimumNotice"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int MinimumNoticeDays { get; init; }

    /// <summary>The first date on which it may start, at the place of the appointment; null for no limit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LocalDate? ValidFrom { get; init; }

    /// <summary>The first date on which it may no longer start; null for no limit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LocalDate? ValidTo { get; init; }

    /// <summary>How many minutes before the start its customers are reminded, the longest first; null for never.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<int>? Reminders { get; init; }

    /// <summary>The service at one of its lengths; null if it does not have that length.</summary>
    /// <param name="length">Null for <see cref="Duration"/>.</param>
    public Service? OfLength(Duration? length) => length is not { } chosen || chosen == Duration ? this
        : Durations is { } offered && offered.Any(d => d.Length == chosen) ? this with { Duration = chosen }
        : null;
}

/// <summary>A length of a service.</summary>
/// <param name="Price">Null for the service's price.</param>
public sealed record OfferedDuration(Duration Length, Price? Price);

[JsonConverter(typeof(JsonStringEnumConverter<Assignment>))]
public enum Assignment
{
    [JsonStringEnumMemberName("first_available")]
    FirstAvailable,

    /// <summary>The resource whose last booking of this service is the oldest.</summary>
    [JsonStringEnumMemberName("round_robin")]
    RoundRobin,

    /// <summary>The resource with the fewest booked minutes on that local day.</summary>
    [JsonStringEnumMemberName("least_busy")]
    LeastBusy,
}

/// <summary>The maximum numbers of bookings of a service for one customer; null for no maximum.</summary>
public sealed record CustomerLimits(int? Active, int? PerDay)
{
    /// <summary>The longest period of any limit. Claims are stored that long, so a new limit with a longer period must raise it.</summary>
    public static readonly Duration LongestPeriod = Duration.FromDays(1);

    [JsonIgnore]
    public bool Apply => this is not { Active: null, PerDay: null };
}

/// <summary>For information only. The engine charges nothing.</summary>
/// <param name="Currency">ISO 4217.</param>
public sealed record Price(decimal Amount, string Currency);

/// <summary>A question that the customer answers when booking.</summary>
/// <param name="Options">The possible answers, for a choice.</param>
public sealed record Question(string Id, string Text, QuestionType Type, bool Required, ImmutableArray<string> Options);

[JsonConverter(typeof(JsonStringEnumConverter<QuestionType>))]
public enum QuestionType
{
    [JsonStringEnumMemberName("text")]
    Text,

    [JsonStringEnumMemberName("choice")]
    Choice,

    [JsonStringEnumMemberName("boolean")]
    Boolean,

    [JsonStringEnumMemberName("number")]
    Number,
}
