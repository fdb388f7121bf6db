namespace BookingEngine.Functions.Users.Erasure;

public sealed record EraseOwnAccountRequest(string Password) : IRequest<EraseOwnAccountRequest>
{
    // The password may be any text, as in a sign-in.
    public static EraseOwnAccountRequest Read(RequestFields fields) => new(fields.Text("password", "The current password.", 0, 4_096, "password"));
}
