using System.Text.Json.Serialization;

namespace BookingEngine.Calendars.Events;

[JsonConverter(typeof(JsonStringEnumConverter<BookingStatus>))]
public enum BookingStatus
{
    [JsonStringEnumMemberName("confirmed")]
    Confirmed,

    /// <summary>It waits for approval.</summary>
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

/// <summary>What holds of each status, wherever it stands.</summary>
public static class BookingStatuses
{
    extension(BookingStatus status)
    {
        /// <summary>Whether what has it is yet to take place, as far as anybody knows.</summary>
        public bool IsActive => status is BookingStatus.Confirmed or BookingStatus.Pending;

        /// <summary>As it is written on the wire and in the lists' keys.</summary>
        public string Name => status switch
        {
            BookingStatus.Confirmed => "confirmed",
            BookingStatus.Pending => "pending",
            BookingStatus.Held => "held",
            BookingStatus.Cancelled => "cancelled",
            BookingStatus.Declined => "declined",
            BookingStatus.Completed => "completed",
            BookingStatus.NoShow => "no_show",
            _ => throw new InvalidOperationException($"The status {status} has no name."),
        };
    }
}
