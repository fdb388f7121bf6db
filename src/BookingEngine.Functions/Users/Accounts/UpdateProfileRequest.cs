using BookingEngine.Functions.Fields;

namespace BookingEngine.Functions.Users.Accounts;

public sealed record UpdateProfileRequest(string FullName) : IRequest<UpdateProfileRequest>
{
    public static UpdateProfileRequest Read(RequestFields fields) => new(fields.FullName("full_name"));
}
