using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Users.Export;

[JsonSerializable(typeof(PersonExportView))]
[JsonSerializable(typeof(GuestExportView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class ExportJson : JsonSerializerContext;
