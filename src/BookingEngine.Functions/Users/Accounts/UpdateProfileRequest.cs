using BookingEngine.Functions.Fields;

namespace BookingEngine.Functions.Users.Accounts;

public sealed record UpdateProfileRequest(string FullName) : IRequest<UpdateProfileRequest>
{
    public string? Locale { get; init; }

    public static UpdateProfileRequest Read(RequestFields fields) => new(fields.FullName("full_name"))
    {
        Locale = fields.UserLocale("If omitted, it stays as it is."),
    };
}
