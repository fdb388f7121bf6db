using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Privacy;

namespace BookingEngine.Users;

/// <param name="Username">The mail address; any text is an answer, if only that the credentials do not hold.</param>
public sealed record SignIn(string Username, string Password);

public sealed record SignedIn(string AccessToken, Session Session);

/// <summary>Checks a password and starts a session. Unknown address and wrong password differ neither in answer nor in time.</summary>
public sealed class SignInHandler(
    CommandExecutor executor, AggregateLoader loader, IAddressClaims claims, LookupKey lookup, PersonalData personalData,
    IPasswordHasher hasher, EmailVerification verification, ISessions sessions, IAccessTokens tokens, IIds ids)
{
    public static readonly Refusal InvalidCredentials = new(RefusalKind.Unauthorized, "invalid_credentials", "Invalid credentials");

    public async Task<Outcome<SignedIn>> HandleAsync(SignIn command, CommandContext context, CancellationToken cancellation)
    {
        var user = await FindAsync(command.Username, cancellation);
        var key = user is null ? null : await personalData.FindKeyAsync(user.Id.ToString(), cancellation);
        var hash = user is null ? null : key?.Open(user.PasswordHash);
        var check = await hasher.VerifyAsync(command.Password, hash, cancellation);
        if (check is PasswordCheck.Failed || user is null || key is null)
        {
            return InvalidCredentials;
        }

        if (await verification.RefuseUnverifiedAsync(user, context, cancellation) is { } unverified)
        {
            return unverified;
        }

        if (check is PasswordCheck.PassedNeedsRehash)
        {
            var rehashed = new PasswordRehashed(key.Seal(await hasher.HashAsync(command.Password, cancellation)));
            await executor.ExecuteAsync<User>(
                user.Id.Stream, context with { Actor = user.Id.ToString() }, current => Rehash(current, user, rehashed), cancellation);
        }

        var session = new Session(new SessionId(ids.Next()), user.Id, user.Role, context.Now, context.Now + tokens.Lifetime);
        await sessions.StartAsync(session);

        // A password that changed since it was checked has ended every session, but perhaps before this one began.
        var now = (await loader.RefreshAsync<User>(user.Id.Stream, cancellation)).State;
        if (now.PasswordGeneration != user.PasswordGeneration)
        {
            await sessions.EndAsync(session.Id);
            return InvalidCredentials;
        }

        return new SignedIn(tokens.Issue(session), session);
    }

    /// <summary>A password that was changed meanwhile is left alone.</summary>
    public static Decision Rehash(User now, User verified, PasswordRehashed rehashed) =>
        now.PasswordHash == verified.PasswordHash ? Decision.Of(rehashed) : Decision.Nothing;

    private async Task<User?> FindAsync(string username, CancellationToken cancellation)
    {
        var canonical = EmailAddress.TryParse(username)?.Canonical ?? "";
        var claim = await claims.FindAsync(await lookup.HashAsync(canonical, cancellation), cancellation);
        if (claim is null)
        {
            return null;
        }

        var user = await loader.RefreshAsync<User>(claim.UserId.Stream, cancellation);
        return user.State.Status is UserStatus.Registered ? user.State : null;
    }
}
