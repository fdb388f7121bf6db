using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Users.SecondFactors;

[Shape("SecondFactor", "A second factor to set up in an authenticator app.")]
public sealed record SecondFactorView(
    [property: Field("The secret in Base32. It is shown once.")] string Secret,
    [property: Field("The same for a QR code.", Format = "uri")] string Uri,
    [property: Field("Until when it can be confirmed.", Format = "date-time")] string ExpiresAt);

[Shape("RecoveryCodes", "Codes for a lost device.")]
public sealed record RecoveryCodesView(
    [property: Field("Each works once, as `otp`. They are shown once.")] IReadOnlyList<string> RecoveryCodes);

[Shape("SecondFactorExemption", "Whether a user needs no second factor.")]
public sealed record SecondFactorExemptionView(
    [property: Field("The user's id.")] Guid Id,
    [property: Field("Whether the user is exempt.")] bool Exempt);

[JsonSerializable(typeof(SecondFactorView))]
[JsonSerializable(typeof(RecoveryCodesView))]
[JsonSerializable(typeof(SecondFactorExemptionView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class SecondFactorsJson : JsonSerializerContext;
