using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.Users.Sessions;

/// <summary>Whether sign-ins are recorded. Only the erasure of persons by age needs them.</summary>
public sealed record SignInRecording(bool IsOn);

/// <summary>Records the sign-ins of a user, at most one a week.</summary>
public sealed class SignInRecords(SignInRecording recording, CommandExecutor executor, IIds ids)
{
    private static readonly Duration Spacing = Duration.FromDays(7);

    public async Task RecordAsync(User user, CommandContext context, CancellationToken cancellation)
    {
        if (recording.IsOn && IsDue(user, context.Now))
        {
            await executor.ExecuteAsync<User>(
                user.Id.Stream, context with { CommitId = new CommitId(ids.Next()), Actor = user.Id.ToString() },
                current => current.Status is UserStatus.Registered && IsDue(current, context.Now) ? Decision.Of(new UserSignedIn(context.Now)) : Decision.Nothing,
                cancellation);
        }
    }

    private static bool IsDue(User user, Instant now) => user.LastSignIn is not { } last || now - last >= Spacing;
}
