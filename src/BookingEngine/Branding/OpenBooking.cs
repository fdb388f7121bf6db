using System.Text.Json.Serialization;

namespace BookingEngine.Branding;

/// <summary>Whether people without an account may book.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OpenBooking>))]
public enum OpenBooking
{
    [JsonStringEnumMemberName("off")]
    Off,

    /// <summary>A booking counts once its visitor has followed the link in a mail.</summary>
    [JsonStringEnumMemberName("verified")]
    Verified,

    /// <summary>A booking counts at once. Nobody has proved its mail address.</summary>
    [JsonStringEnumMemberName("open")]
    Open,
}
