using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Users.Roles;
using NodaTime;

namespace BookingEngine.Users.EmailChanges;

/// <summary>Ends a pending change, so that its link does nothing any more.</summary>
public sealed class EndEmailChange(CommandExecutor executor, IIds ids, TimeProvider time)
{
    /// <param name="requestedBefore">A later request is not ended.</param>
    public Task RunAsync(UserId user, Instant requestedBefore, string correlation, CancellationToken cancellation) => executor.ExecuteAsync<User>(
        user.Stream, new CommandContext(new CommitId(ids.Next()), time.Now(), Actor: null, correlation), current => End(current, requestedBefore), cancellation);

    public static Decision End(User user, Instant requestedBefore) =>
        user.EmailChange is { } pending && pending.ExpiresAt - RequestEmailChangeHandler.LinkLifetime < requestedBefore
            ? Decision.Of(new EmailChangeEnded(pending.RequestId))
            : Decision.Nothing;
}

/// <summary>Ends the pending change of a deactivated user, in case the request crashed before it could.</summary>
public sealed class EndEmailChangeOfDeactivated(EndEmailChange changes) : IEventHandler
{
    public string Name => "ended-email-changes";

    public string Category => Team.Category;

    public Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation) => recorded.Event is UserDeactivated e
        ? changes.RunAsync(e.UserId, recorded.Metadata.RecordedAt, recorded.Metadata.CorrelationId, cancellation)
        : Task.CompletedTask;
}
