using BookingEngine.Functions.Fields;
using BookingEngine.Users;

namespace BookingEngine.Functions.Users.Audit;

public sealed record ListAuditQuery(UserId? UserId, UserId? By, PageQuery Page) : IRequest<ListAuditQuery>
{
    public static ListAuditQuery Read(RequestFields fields) => new(
        fields.Optional("user_id", "Only changes of this user.").UserId(),
        fields.Optional("by", "Only changes by this administrator. Not together with `user_id`.").UserId(), PageQuery.Read(fields));
}
