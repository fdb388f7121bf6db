namespace BookingEngine.Functions.Users.Sessions;

public sealed record RefreshSessionRequest(string RefreshToken) : IRequest<RefreshSessionRequest>
{
    public static RefreshSessionRequest Read(RequestFields fields) =>
        new(fields.Text("refresh_token", "The newest refresh token of the session.", 1, 4_096, "password"));
}
