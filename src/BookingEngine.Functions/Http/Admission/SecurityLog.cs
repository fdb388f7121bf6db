namespace BookingEngine.Functions.Http.Admission;

internal static partial class SecurityLog
{
    [LoggerMessage(206, LogLevel.Information, "{Function}: the API key is missing or wrong, from {Address} [{CorrelationId}]")]
    public static partial void KeyRefused(this ILogger logger, string function, string address, string correlationId);

    [LoggerMessage(207, LogLevel.Information, "{Function}: the user {User} was refused by {Code}, from {Address} [{CorrelationId}]")]
    public static partial void RightRefused(this ILogger logger, string function, Guid user, string code, string address, string correlationId);

    [LoggerMessage(208, LogLevel.Information, "A sign-in to the account {Account} failed by {Code}, from {Address} [{CorrelationId}]")]
    public static partial void SignInFailed(this ILogger logger, string account, string code, string address, string correlationId);

    [LoggerMessage(209, LogLevel.Warning, "A sign-in to the account {Account} was one too many, from {Address} [{CorrelationId}]")]
    public static partial void SignInThrottled(this ILogger logger, string account, string address, string correlationId);

    [LoggerMessage(210, LogLevel.Warning, "{Function}: a {Token} was used again, from {Address} [{CorrelationId}]")]
    public static partial void Replayed(this ILogger logger, string function, string token, string address, string correlationId);
}
