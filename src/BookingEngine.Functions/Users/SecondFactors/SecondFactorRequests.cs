namespace BookingEngine.Functions.Users.SecondFactors;

public sealed record RequestSecondFactorRequest(string Password) : IRequest<RequestSecondFactorRequest>
{
    public static RequestSecondFactorRequest Read(RequestFields fields) => new(fields.Text("password", "The current password.", 0, 4_096, "password"));
}

public sealed record ConfirmSecondFactorRequest(string Otp) : IRequest<ConfirmSecondFactorRequest>
{
    public static ConfirmSecondFactorRequest Read(RequestFields fields) => new(fields.Text("otp", "The code that the authenticator app shows.", 1, 64));
}

public sealed record RemoveSecondFactorRequest(string Password, string Otp) : IRequest<RemoveSecondFactorRequest>
{
    public static RemoveSecondFactorRequest Read(RequestFields fields) => new(
        fields.Text("password", "The current password.", 0, 4_096, "password"),
        fields.Text("otp", "The code that the authenticator app shows, or a recovery code.", 1, 64));
}

public sealed record ExemptionRequest(bool Exempt) : IRequest<ExemptionRequest>
{
    public static ExemptionRequest Read(RequestFields fields) =>
        new(fields.Required("exempt", "Whether the user needs no second factor.").Flag() ?? false);
}
