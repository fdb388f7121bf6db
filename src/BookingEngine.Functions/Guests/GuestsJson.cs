using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Guests;

/// <summary>The shapes of this feature's answers.</summary>
[JsonSerializable(typeof(ManageLinkView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class GuestsJson : JsonSerializerContext;
