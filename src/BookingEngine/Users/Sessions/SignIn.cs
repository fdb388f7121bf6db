using BookingEngine.Aggregates;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Users.Accounts;
using BookingEngine.Users.Roles;
using BookingEngine.Users.SecondFactors;
using BookingEngine.Users.Verification;
using NodaTime;

namespace BookingEngine.Users.Sessions;

/// <param name="Username">The mail address. Any other text is refused like wrong credentials.</param>
/// <param name="Client">The client's own name; null if it gives none.</param>
public sealed record SignIn(string Username, string Password, string? Client = null)
{
    /// <summary>A code of the second factor, or a recovery code; null if the client sends none.</summary>
    public string? Otp { get; init; }

    /// <summary>Whether a missing code is refused with <see cref="SecondFactorAsked"/>, for a page that asks for it.</summary>
    public bool AsksForCode { get; init; }

    /// <summary>Its ticket, in place of the password; null for none.</summary>
    public string? Ticket { get; init; }
}

/// <summary>The password was right, and a code is needed.</summary>
/// <param name="Ticket">Proves the password for some minutes.</param>
public sealed record SecondFactorAsked(string Ticket)
    : Refusal(RefusalKind.Unauthorized, SecondFactorCheck.Required.Code, SecondFactorCheck.Required.Detail);

/// <summary>Checks a password and starts a session. An unknown address and a wrong password get the same answer after the same
/// time.</summary>
public sealed class SignInHandler(
    CommandExecutor executor, AggregateLoader loader, AddressLookup addresses, AddressReservation reservation, PasswordHashes passwords,
    EmailVerification verification, SecondFactorCheck factors, ISessions sessions, SessionTokens tokens, PageTokens pages, SignInRecords records)
{
    public static readonly Refusal InvalidCredentials = new(RefusalKind.Unauthorized, "invalid_credentials", "Invalid credentials");

    /// <summary>Only after the right password. Otherwise the answer is that of a wrong one.</summary>
    public static readonly Refusal Deactivated = new(
        RefusalKind.Forbidden, "account_deactivated", "This account is deactivated. Ask an administrator.");

    public async Task<Outcome<SignedIn>> HandleAsync(SignIn command, CommandContext context, CancellationToken cancellation)
    {
        var email = EmailAddress.TryParseKnown(command.Username);
        var account = await addresses.FindAsync(email, cancellation);
        var check = await CheckAsync(account, command, context.Now, cancellation);
        if (check is PasswordCheck.Failed || email is null || account is not { User: var user, Key: { } key })
        {
            return InvalidCredentials;
        }

        if (await verification.CheckAsync(user, context, cancellation) is { } unverified)
        {
            return unverified;
        }

        if ((await factors.ProveAsync(account, command.Otp, context, cancellation)).IsRefused(out var unproved, out var hasFactor))
        {
            return command.AsksForCode && unproved == SecondFactorCheck.Required ? new SecondFactorAsked(pages.TicketOf(user, context.Now)) : unproved;
        }

        if (check is PasswordCheck.PassedNeedsRehash)
        {
            var rehashed = new PasswordRehashed(key.Encrypt(await passwords.HashAsync(command.Password, cancellation)));
            await executor.ExecuteAsync<User>(
                user.Id.Stream, context with { Actor = user.Id.ToString() }, current => Rehash(current, user, rehashed), cancellation);
        }

        await reservation.RenewAsync(email, user.Id, context, cancellation);
        await records.RecordAsync(user, context, cancellation);
        Encrypted? client = command.Client is { } name ? key.Encrypt(name) : null;
        return await BeginAsync(user, client, hasFactor, context, cancellation);
    }

    private async Task<PasswordCheck> CheckAsync(Account? account, SignIn command, Instant now, CancellationToken cancellation) =>
        account is not null && command.Ticket is { } ticket && pages.IsTicketOf(ticket, account.User, now)
            ? PasswordCheck.Passed
            : await passwords.VerifyAsync(command.Password, account?.Key?.Decrypt(account.User.PasswordHash), cancellation);

    /// <summary>Does nothing if the password has changed meanwhile.</summary>
    public static Decision Rehash(User now, User verified, PasswordRehashed rehashed) =>
        now.PasswordHash == verified.PasswordHash ? Decision.Of(rehashed) : Decision.Nothing;

    // A concurrent change of password, address, second factor, role or activation ends all sessions, but perhaps before this one is stored. So all are
    // read again after that.
    private async Task<Outcome<SignedIn>> BeginAsync(
        User user, Encrypted? client, bool hasFactor, CommandContext context, CancellationToken cancellation)
    {
        while (true)
        {
            var team = await TeamAsync(cancellation);
            if (!team.IsActive(user.Id))
            {
                return Deactivated;
            }

            var started = tokens.Begin(user.Id, team.MemberOf(user.Id).Role, client, context.Now, hasFactor);
            await sessions.StartAsync(started.Session);
            var isSame = (await loader.RefreshAsync<User>(user.Id.Stream, cancellation)).State is var read
                && read.PasswordGeneration == user.PasswordGeneration && read.Email == user.Email
                && read.Factor?.Secret == user.Factor?.Secret;
            if (isSame && await TeamAsync(cancellation) is var now && now.IsActive(user.Id) && now.MemberOf(user.Id).Role == started.Session.Role
                && now.IsExempt(user.Id) == team.IsExempt(user.Id))
            {
                return started;
            }

            await sessions.EndAsync(started.Session.Id);
            if (!isSame)
            {
                return InvalidCredentials;
            }
        }
    }

    private async Task<Team> TeamAsync(CancellationToken cancellation) => (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State;
}
