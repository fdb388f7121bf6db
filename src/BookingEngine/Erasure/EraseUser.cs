using BookingEngine.Aggregates;
using BookingEngine.Commands;
using BookingEngine.Privacy;
using BookingEngine.Users;
using BookingEngine.Users.Administration;
using BookingEngine.Users.Passwords;

namespace BookingEngine.Erasure;

public sealed record EraseOwnAccount(UserId UserId, string Password);

/// <summary>Erases the caller, if the password is right.</summary>
public sealed class EraseOwnAccountHandler(AggregateLoader loader, PersonalData personal, PasswordHashes passwords, PersonErasure erasure)
{
    public async Task<Outcome<UserId>> HandleAsync(EraseOwnAccount command, CommandContext context, CancellationToken cancellation)
    {
        var user = (await loader.RefreshAsync<User>(command.UserId.Stream, cancellation)).State;
        var key = await personal.FindKeyAsync(command.UserId.ToString(), cancellation);
        return await passwords.VerifyAsync(command.Password, key?.Decrypt(user.PasswordHash), cancellation) is PasswordCheck.Failed
            ? ChangePasswordHandler.OldPasswordIncorrect
            : await erasure.EraseAsync(new UserErased(command.UserId, ErasureOrigin.User, By: null, From: null), context, cancellation);
    }
}

public sealed record EraseUser(UserId UserId, Administrator By);

/// <summary>Erases a user, or a guest, on behalf of an administrator.</summary>
public sealed class EraseUserHandler(AggregateLoader loader, PersonalData personal, PersonErasure erasure)
{
    public async Task<Outcome<UserId>> HandleAsync(EraseUser command, CommandContext context, CancellationToken cancellation)
    {
        var (id, status) = (command.UserId, (await loader.RefreshAsync<User>(command.UserId.Stream, cancellation)).State.Status);
        if (status is UserStatus.Abandoned
            || (status is UserStatus.Unknown && await personal.FindKeyAsync(id.ToString(), cancellation) is null))
        {
            return ChangeRoleHandler.UnknownUser;
        }

        var by = await ActedBy.OfAsync(command.By, personal, cancellation);
        return await erasure.EraseAsync(new UserErased(id, ErasureOrigin.Admin, by.Id, by.From), context, cancellation);
    }
}
