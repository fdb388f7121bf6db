using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Users.Audit;

[JsonSerializable(typeof(AuditListView))]
[JsonSerializable(typeof(AuditEntryView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class AuditJson : JsonSerializerContext;
