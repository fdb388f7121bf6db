using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Guests;

[JsonSerializable(typeof(ManageLinkView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class GuestsJson : JsonSerializerContext;
