using System.Text.Json.Serialization;
using BookingEngine.Slots.Occupied;

namespace BookingEngine.Calendars.Events;

[JsonConverter(typeof(JsonStringEnumConverter<BookingStatus>))]
public enum BookingStatus
{
    [JsonStringEnumMemberName("confirmed")]
    Confirmed,

    /// <summary>Waits for approval.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>Reserved for a customer who is about to book.</summary>
    [JsonStringEnumMemberName("held")]
    Held,

    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    [JsonStringEnumMemberName("declined")]
    Declined,

    [JsonStringEnumMemberName("completed")]
    Completed,

    [JsonStringEnumMemberName("no_show")]
    NoShow,
}

/// <summary>The meaning of each status. All code that depends on a status uses this, so a new status is added only here.</summary>
public static class BookingStatuses
{
    extension(BookingStatus status)
    {
        /// <summary>The name in the API and in list keys.</summary>
        public string Name => MeaningOf(status).Name;

        /// <summary>For people: completes "The booking is …".</summary>
        public string Phrase => MeaningOf(status).Phrase;

        /// <summary>Whether the booking is expected to take place.</summary>
        public bool IsActive => MeaningOf(status).IsActive;

        /// <summary>Whether the booking will not take place. Then it blocks no time and counts against no limit.</summary>
        public bool IsCalledOff => MeaningOf(status).IsCalledOff;

        public OccupiedBy OccupiedBy => MeaningOf(status).OccupiedBy;
    }

    private static Meaning MeaningOf(BookingStatus status) => status switch
    {
        BookingStatus.Confirmed => new("confirmed", "confirmed", IsActive: true, IsCalledOff: false, OccupiedBy.Booking),
        BookingStatus.Pending => new("pending", "pending", IsActive: true, IsCalledOff: false, OccupiedBy.Pending),
        BookingStatus.Held => new("held", "held", IsActive: false, IsCalledOff: false, OccupiedBy.Hold),
        BookingStatus.Cancelled => new("cancelled", "cancelled", IsActive: false, IsCalledOff: true, OccupiedBy.Booking),
        BookingStatus.Declined => new("declined", "declined", IsActive: false, IsCalledOff: true, OccupiedBy.Booking),
        BookingStatus.Completed => new("completed", "completed", IsActive: false, IsCalledOff: false, OccupiedBy.Booking),
        BookingStatus.NoShow => new("no_show", "recorded as a no-show", IsActive: false, IsCalledOff: false, OccupiedBy.Booking),
        _ => throw new InvalidOperationException($"The status {status} has no meaning."),
    };

    private readonly record struct Meaning(string Name, string Phrase, bool IsActive, bool IsCalledOff, OccupiedBy OccupiedBy);
}
