import { type DemoContext, scaled } from './context.js'
import { dayText } from './day.js'
import type { Project } from './projects.js'
import { at } from './random.js'

const PHASE_TASKS = [
  ['Prepare', ['Name key users', 'Agree on the plan', 'Set up the environments']],
  ['Design', ['Document the processes', 'Map the data', 'Review with the customer']],
  ['Build', ['Configure', 'Write interfaces', 'Load test data']],
  ['Test', ['System test', 'Acceptance test']],
  ['Go live', ['Train the users', 'Cut over', 'Support the first month']],
] as const

/** Work breakdown: phases with their tasks below, some done, some late. */
export function createProjectTasks(context: DemoContext, projects: readonly Project[]): void {
  const { writer, asOf } = context
  const random = context.random.fork('project tasks')
  const external = projects.filter(({ customer }) => customer !== null)
  const most = scaled(context, 320, 80)
  let written = 0
  for (let index = 0; written < most && index < external.length * PHASE_TASKS.length; index++) {
    const project = at(external, index)
    const phase = Math.floor(index / external.length)
    const [phaseName, taskNames] = at(PHASE_TASKS, phase)
    const duration = project.endDay - project.startDay
    const from = project.startDay + Math.round((duration * phase) / PHASE_TASKS.length)
    const to = from + Math.round(duration / PHASE_TASKS.length)
    const parent = addTask(project, phaseName, null, null, from, to, written)
    written += 1
    taskNames.forEach((name) => {
      addTask(project, name, parent, phaseName, from, to, written)
      written += 1
    })
  }

  function addTask(
    project: Project,
    name: string,
    parent: string | null,
    parentName: string | null,
    from: number,
    to: number,
    index: number,
  ): string {
    const isDone = to < asOf && !random.chance(0.12)
    const hasStarted = isDone || from < asOf
    const points = random.integer(1, 8)
    const hours = random.integer(2, 30) * 4
    const remaining = isDone ? 0 : Math.round(hours * random.between(0.2, 1))
    return writer.add('pse__Project_Task__c', Math.min(asOf, project.startDay - 3), {
      Name: name,
      CurrencyIsoCode: project.currency,
      pse__Project__c: project.id,
      pse__Parent_Task__c: parent,
      pse__Top_level_Parent_Task__c: parent,
      pse__Hierarchy_Depth__c: parent === null ? 0 : 1,
      pse__Summary__c: parent === null,
      pse__Task_Name_Chain__c: parentName === null ? name : `${parentName} > ${name}`,
      pse__Task_Key__c: `T${String(index + 1).padStart(7, '0')}`,
      pse__Task_Key_Chain__c: parent === null ? `t${index + 1}` : `${parent} > t${index + 1}`,
      pse__Priority__c: random.pick(['P1', 'P2', 'P3', 'P3', 'P4']),
      pse__Status__c: isDone
        ? 'Complete'
        : hasStarted
          ? random.pick(['Started', 'Started', 'Blocked'])
          : 'Planned',
      pse__Started__c: hasStarted,
      pse__Completed__c: isDone,
      pse__Start_Date_Time__c: `${dayText(from)}T09:00:00.000Z`,
      pse__End_Date_Time__c: `${dayText(to)}T17:00:00.000Z`,
      pse__Start_Date__c: dayText(from),
      pse__End_Date__c: dayText(to),
      pse__Actual_End_Date_Time__c: isDone ? `${dayText(to)}T15:30:00.000Z` : null,
      pse__Actual_End_Date__c: isDone ? dayText(to) : null,
      pse__Estimated_Hours__c: hours,
      pse__Work_Remaining__c: remaining,
      pse__Points__c: points,
      pse__Points_Complete__c: isDone ? points : 0,
      pse__Points_Remaining__c: isDone ? 0 : points,
      pse__Percent_Complete_Points__c: isDone ? 100 : 0,
      pse__Order__c: index + 1,
      pse__WBS_Element_Number__c: parent === null ? `${index + 1}` : `1.${index + 1}`,
    })
  }
}
