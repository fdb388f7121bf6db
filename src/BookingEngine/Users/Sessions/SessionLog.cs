using Microsoft.Extensions.Logging;

namespace BookingEngine.Users.Sessions;

internal static partial class SessionLog
{
    [LoggerMessage(801, LogLevel.Warning, "A refresh token was used twice. The session {Session} of the user {User} was ended")]
    public static partial void TokenReplayed(this ILogger logger, Guid session, Guid user);
}
