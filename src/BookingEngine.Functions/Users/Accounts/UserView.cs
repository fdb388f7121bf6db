using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Users.Accounts;

[Shape("User", "A registered user.")]
public sealed record UserView(
    [property: Field("The user's id.")] Guid Id,
    [property: Field("The mail address as it was given.", Format = "email")] string Email,
    [property: Field("The user's name.")] string FullName,
    [property: Field("When the user was registered.", Format = "date-time")] string CreatedAt)
{
    [Field("The language that the user reads. Omitted if it is unknown.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Locale { get; init; }

    internal static UserView Example => new(Samples.User, Samples.Email, Samples.FullName, "2030-05-01T09:12:44.5318Z");
}
