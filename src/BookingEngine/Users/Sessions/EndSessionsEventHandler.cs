using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;

namespace BookingEngine.Users.Sessions;

/// <summary>Ends the sessions after a changed password, address or second factor, in case the request crashed before it could.</summary>
public sealed class EndSessionsEventHandler(ISessions sessions) : IEventHandler
{
    public string Name => "ended-sessions";

    public string Category => User.Category;

    public HandlerStart StartsAt => HandlerStart.Beginning;

    public Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation) => recorded.Event switch
    {
        PasswordReset => EndAsync(recorded, except: null),
        PasswordChanged e => EndAsync(recorded, e.KeptSession),
        EmailChanged e => EndAsync(recorded, e.KeptSession),
        SecondFactorConfirmed e => EndAsync(recorded, e.KeptSession),
        SecondFactorRemoved e => EndAsync(recorded, e.KeptSession),
        _ => Task.CompletedTask,
    };

    private Task EndAsync(RecordedEvent recorded, SessionId? except)
    {
        var user = new UserId(Guid.Parse(recorded.Stream.Id));
        return sessions.EndAllAsync(user, except, recorded.Metadata.RecordedAt);
    }
}
