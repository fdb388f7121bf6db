using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Waitlist;

[JsonSerializable(typeof(WaitlistEntryView))]
[JsonSerializable(typeof(WaitlistEntryListView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class WaitlistJson : JsonSerializerContext;
