using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Users.Audit;

/// <summary>The shapes of this feature's answers.</summary>
[JsonSerializable(typeof(AuditListView))]
[JsonSerializable(typeof(AuditEntryView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class AuditJson : JsonSerializerContext;
