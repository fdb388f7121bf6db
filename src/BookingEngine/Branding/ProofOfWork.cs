using System.Text.Json.Serialization;

namespace BookingEngine.Branding;

/// <summary>Whether a visitor's browser must do some work before it holds or books a slot, so that programs cannot do so by the thousand.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofOfWork>))]
public enum ProofOfWork
{
    [JsonStringEnumMemberName("off")]
    Off,

    [JsonStringEnumMemberName("always")]
    Always,
}
