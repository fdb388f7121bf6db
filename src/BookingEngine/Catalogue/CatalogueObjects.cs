using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Hours;
using NodaTime;

namespace BookingEngine.Catalogue;

/// <summary>A place; its zone governs what stands there.</summary>
public sealed record Location(LocationId Id, string Name, string TimeZone, string? Address);

/// <summary>What is booked: a person, a room, a device.</summary>
/// <param name="Capacity">How many sessions may be there at once.</param>
/// <param name="Active">False for one that is retired: it keeps its bookings and takes no more.</param>
public sealed record Resource(
    ResourceId Id, string Name, string Kind, LocationId LocationId, int Capacity, OpeningHours Hours, ImmutableArray<TimeOff> TimeOff, bool Active);

/// <summary>What is offered. Durations are whole minutes.</summary>
/// <param name="SlotInterval">How far apart starts are, in elapsed time from the start of each stretch of opening hours.</param>
/// <param name="MinimumNotice">How long before its start a booking must be made, in elapsed time.</param>
/// <param name="Horizon">How far ahead of now a booking may start; null for no limit.</param>
/// <param name="Capacity">Seats of one session: 1, or more for a group service.</param>
/// <param name="PendingBlocks">Whether a booking that waits for approval takes its time already.</param>
public sealed record Service(
    ServiceId Id, string Name, string? Description, Duration Duration, Duration BufferBefore, Duration BufferAfter, Duration SlotInterval,
    Duration MinimumNotice, Duration? Horizon, int Capacity, ImmutableArray<ResourceId> ResourceIds, Assignment Assignment,
    Duration? CancellationNotice, Duration? RescheduleNotice, bool Approval, bool PendingBlocks, CustomerLimits Limits, Price? Price,
    ImmutableArray<Question> Questions, bool Active);

[JsonConverter(typeof(JsonStringEnumConverter<Assignment>))]
public enum Assignment
{
    [JsonStringEnumMemberName("first_available")]
    FirstAvailable,

    /// <summary>The resource whose last booking of this service is the longest ago.</summary>
    [JsonStringEnumMemberName("round_robin")]
    RoundRobin,

    /// <summary>The resource with the fewest booked minutes on that local day.</summary>
    [JsonStringEnumMemberName("least_busy")]
    LeastBusy,
}

/// <summary>How many bookings of a service one customer may have; null for any number.</summary>
public sealed record CustomerLimits(int? Active, int? PerDay)
{
    /// <summary>The longest period that a limit counts over. Claims are kept that long, so a longer limit must raise it.</summary>
    public static readonly Duration LongestPeriod = Duration.FromDays(1);

    /// <summary>Whether there is any limit.</summary>
    [JsonIgnore]
    public bool Apply => this is not { Active: null, PerDay: null };
}

/// <summary>Information only: nothing is charged.</summary>
/// <param name="Currency">ISO 4217.</param>
public sealed record Price(decimal Amount, string Currency);

/// <summary>Asked of whoever books.</summary>
/// <param name="Options">The answers to choose from, where the type is a choice.</param>
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
