package hyperhive.webd.privd;

import hyperhive.operator.v1.AgentSection;
import hyperhive.operator.v1.ApprovalSection;
import hyperhive.operator.v1.DamagedRow;
import hyperhive.operator.v1.LooseEndSection;
import hyperhive.operator.v1.MessageSection;
import hyperhive.operator.v1.QuestionSection;
import hyperhive.webd.model.Agent;
import hyperhive.webd.model.Approval;
import hyperhive.webd.model.LooseEnd;
import hyperhive.webd.model.Message;
import hyperhive.webd.model.Question;
import hyperhive.webd.model.Section;
import java.util.List;
import java.util.function.Function;

/// The lists of a page, with what is wrong with them.
final class SectionMapping {
  private SectionMapping() {}

  static Section<Agent> agents(AgentSection section) {
    return section(
        section.getItemsList(),
        ItemMapping::agent,
        section.getDamagedList(),
        section.getError(),
        false);
  }

  static Section<Question> questions(QuestionSection section) {
    return section(
        section.getItemsList(),
        ItemMapping::question,
        section.getDamagedList(),
        section.getError(),
        section.getMore());
  }

  static Section<Approval> approvals(ApprovalSection section) {
    return section(
        section.getItemsList(),
        ItemMapping::approval,
        section.getDamagedList(),
        section.getError(),
        section.getMore());
  }

  static Section<Message> messages(MessageSection section) {
    return section(
        section.getItemsList(),
        ItemMapping::message,
        section.getDamagedList(),
        section.getError(),
        section.getMore());
  }

  static Section<LooseEnd> looseEnds(LooseEndSection section) {
    return section(
        section.getItemsList(),
        ItemMapping::looseEnd,
        section.getDamagedList(),
        section.getError(),
        false);
  }

  private static <W, M> Section<M> section(
      List<W> items, Function<W, M> item, List<DamagedRow> damaged, String error, boolean more) {
    return new Section<>(
        items.stream().map(item).toList(),
        damaged.stream().map(DamagedRow::getId).toList(),
        error,
        more);
  }
}
